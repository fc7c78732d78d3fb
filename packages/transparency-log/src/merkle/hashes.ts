import type { Sha256 } from '../Sha256';
import { concatBytes } from '../bytes';

// Different first bytes keep a leaf from being passed off as a node (RFC 6962, section 2.1).
const LEAF_PREFIX = Uint8Array.of(0x00);
const NODE_PREFIX = Uint8Array.of(0x01);

/** Length of every hash of the tree, in bytes. @internal */
export const HASH_LENGTH = 32;

/**
 * Hash of an entry (RFC 6962, section 2.1).
 *
 * @public
 */
export function leafHash(entry: Uint8Array, sha256: Sha256): Uint8Array {
  return sha256(concatBytes(LEAF_PREFIX, entry));
}

/**
 * Hash of a node over its two children (RFC 6962, section 2.1).
 *
 * @public
 */
export function nodeHash(
  left: Uint8Array,
  right: Uint8Array,
  sha256: Sha256,
): Uint8Array {
  return sha256(concatBytes(NODE_PREFIX, left, right));
}

/**
 * Root of the tree over the leaf hashes; of no leaves, the hash of nothing.
 *
 * @public
 */
export function merkleRoot(
  leafHashes: readonly Uint8Array[],
  sha256: Sha256,
): Uint8Array {
  if (leafHashes.length === 0) {
    return sha256(new Uint8Array(0));
  }
  let row = leafHashes;
  while (row.length > 1) {
    const above: Uint8Array[] = [];
    for (let i = 0; i < row.length; i += 2) {
      // A last node without a sibling moves up as it is.
      above.push(
        i + 1 < row.length ? nodeHash(row[i], row[i + 1], sha256) : row[i],
      );
    }
    row = above;
  }
  return row[0];
}
