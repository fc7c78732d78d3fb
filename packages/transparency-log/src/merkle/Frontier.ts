import { TransparencyLogError } from '../TransparencyLogError';
import type { Sha256 } from '../Sha256';
import { nodeHash } from './hashes';
import {
  assertCount,
  assertHash,
  coveringNodes,
  foldRight,
  readNodes,
  type MerkleNode,
  type NodeReader,
} from './nodes';

/**
 * The right edge of a tree: the hashes of its largest complete subtrees, from the
 * left. It is all that is needed to append, at most one hash for each bit of the
 * size.
 *
 * @public
 */
export interface Frontier {
  /** Number of leaves. */
  readonly size: number;
  /** Hashes of the subtrees, the largest first. */
  readonly hashes: readonly Uint8Array[];
}

/** The frontier of the empty tree. @public */
export const emptyFrontier: Frontier = Object.freeze({
  size: 0,
  hashes: Object.freeze([]),
});

/**
 * Appends leaf hashes.
 *
 * @returns the new frontier, and every node that became complete, leaves
 * included, children before their parents: store them all
 *
 * @public
 */
export function appendLeaves(
  frontier: Frontier,
  leafHashes: Iterable<Uint8Array>,
  sha256: Sha256,
): { frontier: Frontier; newNodes: MerkleNode[] } {
  assertFrontier(frontier);
  const hashes = [...frontier.hashes];
  const newNodes: MerkleNode[] = [];
  let { size } = frontier;
  for (const leaf of leafHashes) {
    assertHash(leaf, `leaf ${size}`);
    let node: MerkleNode = { level: 0, index: size, hash: leaf };
    newNodes.push(node);
    // As in adding one to a binary number: each right child completes its parent.
    for (let left; node.index % 2 === 1; ) {
      left = hashes.pop()!;
      node = {
        level: node.level + 1,
        index: (node.index - 1) / 2,
        hash: nodeHash(left, node.hash, sha256),
      };
      newNodes.push(node);
    }
    hashes.push(node.hash);
    size += 1;
  }
  return { frontier: { size, hashes }, newNodes };
}

/**
 * The root of the tree that ends at the frontier.
 *
 * @public
 */
export function frontierRoot(frontier: Frontier, sha256: Sha256): Uint8Array {
  assertFrontier(frontier);
  return frontier.size === 0
    ? sha256(new Uint8Array(0))
    : foldRight(frontier.hashes, sha256);
}

/**
 * The frontier of a tree of this size, read from stored nodes, as after a restart.
 *
 * @public
 */
export async function readFrontier(
  size: number,
  readNode: NodeReader,
): Promise<Frontier> {
  assertCount(size, 'tree size');
  return { size, hashes: await readNodes(0, size, readNode) };
}

function assertFrontier({ size, hashes }: Frontier): void {
  assertCount(size, 'tree size');
  if (hashes.length !== coveringNodes(0, size).length) {
    throw new TransparencyLogError(
      'proof-invalid',
      `A frontier of size ${size} cannot have ${hashes.length} hashes`,
    );
  }
}
