import { TransparencyLogError } from '../TransparencyLogError';
import type { Sha256 } from '../Sha256';
import { equalBytes } from '../bytes';
import { nodeHash } from './hashes';
import {
  assertCount,
  assertHash,
  readRange,
  splitPoint,
  type NodeReader,
} from './nodes';

/**
 * The hashes that lead from a leaf to the root (RFC 6962, section 2.1.1), from
 * the leaf upwards.
 *
 * @throws TransparencyLogError with code `range-invalid` when the tree has no such
 * leaf
 *
 * @public
 */
export async function inclusionProof(
  index: number,
  size: number,
  readNode: NodeReader,
  sha256: Sha256,
): Promise<Uint8Array[]> {
  assertIndex(index, size);
  const siblings: [from: number, to: number][] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + splitPoint(to - from);
    if (index < middle) {
      siblings.unshift([middle, to]);
      to = middle;
    } else {
      siblings.unshift([from, middle]);
      from = middle;
    }
  }
  const proof: Uint8Array[] = [];
  for (const sibling of siblings) {
    proof.push(await readRange(...sibling, readNode, sha256));
  }
  return proof;
}

/**
 * What {@link verifyInclusion} judges.
 *
 * @public
 */
export interface Inclusion {
  /** Hash of the leaf that is said to be there. */
  leafHash: Uint8Array;
  /** From 0. */
  index: number;
  /** Number of leaves under the root. */
  size: number;
  /** As {@link inclusionProof} makes it. */
  proof: readonly Uint8Array[];
  /** The root that one trusts. */
  root: Uint8Array;
}

/**
 * Verifies that a tree holds a leaf (RFC 9162, section 2.1.3.2).
 *
 * @throws TransparencyLogError with code `proof-invalid` or `range-invalid`
 *
 * @public
 */
export function verifyInclusion(inclusion: Inclusion, sha256: Sha256): void {
  const { leafHash, index, size, proof, root } = inclusion;
  assertIndex(index, size);
  assertHash(leafHash, 'leaf hash');
  let node = index;
  let last = size - 1;
  let hash = leafHash;
  for (const sibling of proof) {
    assertHash(sibling, 'hash of the proof');
    if (last === 0) {
      throw new TransparencyLogError(
        'proof-invalid',
        'The proof has too many hashes',
      );
    }
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash, sha256);
      // A node that is last in its row has no sibling there and moves up.
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = nodeHash(hash, sibling, sha256);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  if (last !== 0) {
    throw new TransparencyLogError(
      'proof-invalid',
      'The proof has too few hashes',
    );
  }
  if (!equalBytes(hash, root)) {
    throw new TransparencyLogError(
      'proof-invalid',
      `The proof does not lead from leaf ${index} to the root at size ${size}`,
    );
  }
}

function assertIndex(index: number, size: number): void {
  assertCount(index, 'leaf index');
  assertCount(size, 'tree size');
  if (index >= size) {
    throw new TransparencyLogError(
      'range-invalid',
      `A tree of size ${size} has no leaf ${index}`,
    );
  }
}
