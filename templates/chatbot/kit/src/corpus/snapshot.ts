import { sha256 } from '../text/digest.ts';
import type { Chunk } from './Chunk.ts';
import type { CorpusSnapshot } from './Corpus.ts';

/**
 * The lines a snapshot's digest is taken over, one a chunk, sorted: id, tab, the chunk's digest. A chunk that not everybody may
 * read has the names of its groups, as JSON, after another tab: else a store that holds the snapshot already would go on with the old ones.
 */
export function snapshotLines(chunks: readonly Chunk[]): string[] {
  return chunks
    .map(({ id, digest, groups }) =>
      [
        id,
        digest,
        ...(groups === undefined ? [] : [JSON.stringify(groups)]),
      ].join('\t'),
    )
    .sort(byCodeUnit);
}

/** The snapshot of a set of chunks; their order does not matter. */
export function snapshotOf(chunks: readonly Chunk[]): CorpusSnapshot {
  const lines = snapshotLines(chunks);
  return {
    digest: sha256(lines.map(line => `${line}\n`).join('')),
    count: lines.length,
  };
}

/**
 * Refuses documents that are not those of a named snapshot: a retriever reads what was approved, never the latest.
 *
 * @param digest - The snapshot that is expected, 64 hexadecimal digits, with or without `sha256:` before them
 * @throws Error that names both digests
 */
export function assertSnapshot(
  corpus: { snapshot: CorpusSnapshot },
  digest: string,
): void {
  const expected = digest.replace(/^sha256:/, '').toLowerCase();
  if (corpus.snapshot.digest !== expected) {
    throw new Error(
      `The documents are not those that were approved: their snapshot is ${corpus.snapshot.digest} ` +
        `(${corpus.snapshot.count} chunks), and ${digest} is expected.`,
    );
  }
}

/** Order that no locale changes. */
export function byCodeUnit(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
