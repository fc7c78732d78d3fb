import { TransparencyLogError } from '../TransparencyLogError';
import type { Sha256 } from '../Sha256';
import { equalBytes } from '../bytes';
import { nodeHash } from './hashes';
import {
  assertCount,
  assertHash,
  exponentOf,
  readRange,
  splitPoint,
  type NodeReader,
} from './nodes';

/**
 * The hashes that show a tree to be the beginning of a later one (RFC 6962,
 * section 2.1.2). Empty when one of the two says nothing: the older tree is empty
 * or both are of one size.
 *
 * @throws TransparencyLogError with code `range-invalid`
 *
 * @public
 */
export async function consistencyProof(
  oldSize: number,
  newSize: number,
  readNode: NodeReader,
  sha256: Sha256,
): Promise<Uint8Array[]> {
  assertSizes(oldSize, newSize);
  if (oldSize === 0 || oldSize === newSize) {
    return [];
  }
  const ranges: [from: number, to: number][] = [];
  let [from, to] = [0, newSize];
  while (to !== oldSize) {
    const middle = from + splitPoint(to - from);
    if (oldSize <= middle) {
      ranges.unshift([middle, to]);
      to = middle;
    } else {
      ranges.unshift([from, middle]);
      from = middle;
    }
  }
  // The verifier knows the old root, so a subtree that is the whole old tree is left out.
  if (from !== 0) {
    ranges.unshift([from, to]);
  }
  const proof: Uint8Array[] = [];
  for (const range of ranges) {
    proof.push(await readRange(...range, readNode, sha256));
  }
  return proof;
}

/**
 * What {@link verifyConsistency} judges.
 *
 * @public
 */
export interface Consistency {
  /** Number of leaves of the older tree. */
  oldSize: number;
  /** Root of the older tree. */
  oldRoot: Uint8Array;
  /** Number of leaves of the later tree. */
  newSize: number;
  /** Root of the later tree. */
  newRoot: Uint8Array;
  /** As {@link consistencyProof} makes it. */
  proof: readonly Uint8Array[];
}

/**
 * Verifies that the old tree is the beginning of the new one, so that nothing in
 * it was changed or removed (RFC 9162, section 2.1.4.2).
 *
 * @throws TransparencyLogError with code `proof-invalid` or `range-invalid`
 *
 * @public
 */
export function verifyConsistency(
  consistency: Consistency,
  sha256: Sha256,
): void {
  const { oldSize, oldRoot, newSize, newRoot, proof } = consistency;
  assertSizes(oldSize, newSize);
  proof.forEach(hash => assertHash(hash, 'hash of the proof'));
  if (oldSize === 0 || oldSize === newSize) {
    const known = oldSize === 0 ? sha256(new Uint8Array(0)) : newRoot;
    if (proof.length > 0 || !equalBytes(oldRoot, known)) {
      throw inconsistent(oldSize, newSize);
    }
    return;
  }
  const path =
    exponentOf(oldSize) === undefined ? [...proof] : [oldRoot, ...proof];
  const [first, ...rest] = path;
  let node = oldSize - 1;
  let last = newSize - 1;
  while (node % 2 === 1) {
    node = (node - 1) / 2;
    last = Math.floor(last / 2);
  }
  // Of an empty proof nothing is hashed: `last` is not 0 then, which is refused below.
  let oldHash = first;
  let newHash = first;
  for (const hash of rest) {
    if (last === 0) {
      throw inconsistent(oldSize, newSize);
    }
    if (node % 2 === 1 || node === last) {
      oldHash = nodeHash(hash, oldHash, sha256);
      newHash = nodeHash(hash, newHash, sha256);
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      newHash = nodeHash(newHash, hash, sha256);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  if (
    last !== 0 ||
    !equalBytes(oldHash, oldRoot) ||
    !equalBytes(newHash, newRoot)
  ) {
    throw inconsistent(oldSize, newSize);
  }
}

function assertSizes(oldSize: number, newSize: number): void {
  assertCount(oldSize, 'old tree size');
  assertCount(newSize, 'new tree size');
  if (oldSize > newSize) {
    throw new TransparencyLogError(
      'range-invalid',
      `A tree of size ${oldSize} cannot begin one of size ${newSize}`,
    );
  }
}

function inconsistent(oldSize: number, newSize: number) {
  return new TransparencyLogError(
    'proof-invalid',
    `The tree of size ${oldSize} is not shown to begin the one of size ${newSize}`,
  );
}
