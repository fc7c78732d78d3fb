import { TransparencyLogError } from '../TransparencyLogError';
import type { Sha256 } from '../Sha256';
import { merkleRoot, nodeHash } from './hashes';
import {
  assertCount,
  assertHash,
  readRange,
  splitPoint,
  type NodeReader,
} from './nodes';

/**
 * The hashes that join the leaves `[from, to)` to the root at a size, from the
 * left: one for each subtree beside the range. At most two for each level of the
 * tree, however long the range is.
 *
 * @remarks
 * Together with the leaves of the range they rebuild the root, so a leaf that was
 * changed, removed, added or moved inside the range is found. Of an empty range
 * the proof is the root itself and shows nothing.
 *
 * @throws TransparencyLogError with code `range-invalid`
 *
 * @public
 */
export async function rangeProof(
  from: number,
  to: number,
  size: number,
  readNode: NodeReader,
  sha256: Sha256,
): Promise<Uint8Array[]> {
  assertRange(from, to, size);
  const proof: Uint8Array[] = [];
  for (const [start, end] of outside(from, to, 0, size)) {
    proof.push(await readRange(start, end, readNode, sha256));
  }
  return proof;
}

/**
 * The root at a size, rebuilt from the leaf hashes of a contiguous range and the
 * hashes of {@link rangeProof}. The caller compares it with a signed checkpoint.
 *
 * @throws TransparencyLogError with code `proof-invalid` or `range-invalid`
 *
 * @public
 */
export function rootFromRange(
  leafHashes: readonly Uint8Array[],
  from: number,
  size: number,
  proof: readonly Uint8Array[],
  sha256: Sha256,
): Uint8Array {
  const to = from + leafHashes.length;
  assertRange(from, to, size);
  leafHashes.forEach((hash, i) => assertHash(hash, `leaf ${from + i}`));
  proof.forEach(hash => assertHash(hash, 'hash of the proof'));
  const expected = [...outside(from, to, 0, size)].length;
  if (proof.length !== expected) {
    throw new TransparencyLogError(
      'proof-invalid',
      `The proof has ${proof.length} hashes instead of ${expected}`,
    );
  }
  if (size === 0) {
    return merkleRoot([], sha256);
  }
  const hashes = proof.values();
  const rebuild = (start: number, end: number): Uint8Array => {
    if (isOutside(from, to, start, end)) {
      return hashes.next().value!;
    }
    if (from <= start && end <= to) {
      return merkleRoot(leafHashes.slice(start - from, end - from), sha256);
    }
    const middle = start + splitPoint(end - start);
    const left = rebuild(start, middle);
    return nodeHash(left, rebuild(middle, end), sha256);
  };
  return rebuild(0, size);
}

/**
 * The root at an earlier size whose last leaf lies in the range, from what
 * {@link rootFromRange} takes. It is as sure as the root that the same leaves and
 * proof give for the whole tree: check that one first.
 *
 * @remarks
 * The subtrees left of the range are the same at every size beyond its start, as
 * only complete ones stand there: one for each binary digit 1 of `from`.
 *
 * @throws TransparencyLogError with code `proof-invalid` or `range-invalid`
 *
 * @public
 */
export function rootWithinRange(
  leafHashes: readonly Uint8Array[],
  from: number,
  size: number,
  proof: readonly Uint8Array[],
  sha256: Sha256,
): Uint8Array {
  if (size <= from || size > from + leafHashes.length) {
    throw new TransparencyLogError(
      'range-invalid',
      `The range does not hold the last leaf of a tree of size ${size}`,
    );
  }
  const left = [...from.toString(2)].filter(digit => digit === '1').length;
  return rootFromRange(
    leafHashes.slice(0, size - from),
    from,
    size,
    proof.slice(0, left),
    sha256,
  );
}

/** The largest subtrees of `[start, end)` that hold no leaf of `[from, to)`, from the left. */
function* outside(
  from: number,
  to: number,
  start: number,
  end: number,
): Generator<[number, number]> {
  if (start === end || (from <= start && end <= to && from < to)) {
    return;
  }
  if (isOutside(from, to, start, end)) {
    yield [start, end];
    return;
  }
  const middle = start + splitPoint(end - start);
  yield* outside(from, to, start, middle);
  yield* outside(from, to, middle, end);
}

function isOutside(
  from: number,
  to: number,
  start: number,
  end: number,
): boolean {
  return from === to || end <= from || to <= start;
}

function assertRange(from: number, to: number, size: number): void {
  assertCount(from, 'start of the range');
  assertCount(to, 'end of the range');
  assertCount(size, 'tree size');
  if (from > to || to > size) {
    throw new TransparencyLogError(
      'range-invalid',
      `A tree of size ${size} has no range from ${from} to ${to}`,
    );
  }
}
