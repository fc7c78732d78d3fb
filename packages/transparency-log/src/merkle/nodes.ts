import { TransparencyLogError } from '../TransparencyLogError';
import type { Sha256 } from '../Sha256';
import { HASH_LENGTH, nodeHash } from './hashes';

/**
 * Where a complete subtree stands: it covers the leaves from `index * 2^level`,
 * `2^level` of them. Its hash never changes once it is complete, so it can be
 * stored.
 *
 * @public
 */
export interface NodeAddress {
  /** 0 for a leaf. */
  level: number;
  /** From 0, counted from the left within the level. */
  index: number;
}

/**
 * A complete subtree with its hash.
 *
 * @public
 */
export interface MerkleNode extends NodeAddress {
  /** Hash over everything below it. */
  hash: Uint8Array;
}

/**
 * Reads a stored hash. MUST throw when it has none at the address.
 *
 * @public
 */
export type NodeReader = (
  level: number,
  index: number,
) => Uint8Array | Promise<Uint8Array>;

/** Largest power of two smaller than n (`k` of RFC 6962); n is at least 2. @internal */
export function splitPoint(n: number): number {
  // No bit operators: they would cut numbers to 32 bits.
  let k = 1;
  while (k * 2 < n) {
    k *= 2;
  }
  return k;
}

/** Exponent of a power of two, undefined for other numbers. @internal */
export function exponentOf(n: number): number | undefined {
  const exponent = Math.round(Math.log2(n));
  return 2 ** exponent === n ? exponent : undefined;
}

/**
 * Addresses of the complete subtrees that cover the leaves `[from, to)`, from the
 * left. Only for ranges that the recursion of RFC 6962 visits.
 *
 * @internal
 */
export function coveringNodes(from: number, to: number): NodeAddress[] {
  const addresses: NodeAddress[] = [];
  let start = from;
  while (start < to) {
    const left = to - start;
    const size = exponentOf(left) === undefined ? splitPoint(left) : left;
    addresses.push({ level: Math.log2(size), index: start / size });
    start += size;
  }
  return addresses;
}

/** Hash over the leaves `[from, to)`, from stored nodes. @internal */
export async function readRange(
  from: number,
  to: number,
  readNode: NodeReader,
  sha256: Sha256,
): Promise<Uint8Array> {
  return foldRight(await readNodes(from, to, readNode), sha256);
}

/** Hashes of {@link coveringNodes}. @internal */
export async function readNodes(
  from: number,
  to: number,
  readNode: NodeReader,
): Promise<Uint8Array[]> {
  const hashes: Uint8Array[] = [];
  for (const { level, index } of coveringNodes(from, to)) {
    const hash = await readNode(level, index);
    assertHash(hash, `node ${level}/${index}`);
    hashes.push(hash);
  }
  return hashes;
}

/** Joins the hashes of adjacent subtrees, largest first, to one. @internal */
export function foldRight(
  hashes: readonly Uint8Array[],
  sha256: Sha256,
): Uint8Array {
  return hashes.reduceRight((right, left) => nodeHash(left, right, sha256));
}

/** Refuses a tree size or leaf index that is none. @internal */
export function assertCount(value: number, name: string): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new TransparencyLogError(
      'range-invalid',
      `The ${name} ${value} is no count`,
    );
  }
}

/** Refuses what can't be a hash of the tree. @internal */
export function assertHash(hash: Uint8Array, name: string): void {
  if (hash.length !== HASH_LENGTH) {
    throw new TransparencyLogError(
      'proof-invalid',
      `The ${name} has ${hash.length} bytes instead of ${HASH_LENGTH}`,
    );
  }
}
