import { createHash } from 'node:crypto';
import { sha256 } from '../node';
import { appendLeaves, emptyFrontier } from '../merkle/Frontier';
import { leafHash } from '../merkle/hashes';
import type { NodeReader } from '../merkle/nodes';

export const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** MTH of RFC 6962, section 2.1, word for word: the oracle. */
export function recursiveRoot(entries: readonly Uint8Array[]): Uint8Array {
  const h = createHash('sha256');
  if (entries.length === 0) {
    return h.digest();
  }
  if (entries.length === 1) {
    return h.update(Buffer.of(0)).update(entries[0]).digest();
  }
  const k = largestPowerOfTwoBelow(entries.length);
  return h
    .update(Buffer.of(1))
    .update(recursiveRoot(entries.slice(0, k)))
    .update(recursiveRoot(entries.slice(k)))
    .digest();
}

/** PATH of RFC 6962, section 2.1.1. */
export function recursivePath(
  m: number,
  entries: readonly Uint8Array[],
): Uint8Array[] {
  if (entries.length === 1) {
    return [];
  }
  const k = largestPowerOfTwoBelow(entries.length);
  const [left, right] = [entries.slice(0, k), entries.slice(k)];
  return m < k
    ? [...recursivePath(m, left), recursiveRoot(right)]
    : [...recursivePath(m - k, right), recursiveRoot(left)];
}

/** SUBPROOF of RFC 6962, section 2.1.2. */
export function recursiveSubproof(
  m: number,
  entries: readonly Uint8Array[],
  whole = true,
): Uint8Array[] {
  if (m === entries.length) {
    return whole ? [] : [recursiveRoot(entries)];
  }
  const k = largestPowerOfTwoBelow(entries.length);
  const [left, right] = [entries.slice(0, k), entries.slice(k)];
  return m <= k
    ? [...recursiveSubproof(m, left, whole), recursiveRoot(right)]
    : [...recursiveSubproof(m - k, right, false), recursiveRoot(left)];
}

function largestPowerOfTwoBelow(n: number): number {
  return 2 ** (Math.ceil(Math.log2(n)) - 1);
}

/** A stored tree: entries, leaf hashes, and a reader that throws at unknown addresses. */
export function storedTree(size: number) {
  const entries = Array.from({ length: size }, (_, i) =>
    new TextEncoder().encode(`event ${i}`),
  );
  const leaves = entries.map(entry => leafHash(entry, sha256));
  const { frontier, newNodes } = appendLeaves(emptyFrontier, leaves, sha256);
  const stored = new Map(
    newNodes.map(({ level, index, hash }) => [`${level}/${index}`, hash]),
  );
  const readNode: NodeReader = (level, index) => {
    const hash = stored.get(`${level}/${index}`);
    if (!hash) {
      throw new Error(`No node ${level}/${index}`);
    }
    return hash;
  };
  return { entries, leaves, frontier, newNodes, readNode };
}

/** The bytes with one bit flipped. */
export function flipped(bytes: Uint8Array, at = 0): Uint8Array {
  const copy = new Uint8Array(bytes);
  copy[at] = copy[at] ^ 1;
  return copy;
}
