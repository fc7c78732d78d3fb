import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DocumentsSettings } from '../config/BotConfig.ts';
import type { Chunk } from './Chunk.ts';
import { assertDroppedWithin, type Corpus } from './Corpus.ts';
import { readCorpus } from './readCorpus.ts';
import { snapshotOf } from './snapshot.ts';

/** The passages of a built bot: one chunk a line. A built bot reads these and no documents. */
export const CORPUS_FILE = 'corpus.jsonl';

/** Passages with the digest of their snapshot. */
export interface OpenedCorpus {
  chunks: Chunk[];
  snapshot: string;
}

/**
 * Reads the documents of a repository.
 *
 * @throws Error where too many can't be read, with the first ten
 */
export async function readDocuments(
  root: string,
  settings: DocumentsSettings,
): Promise<Corpus> {
  const { folder, maxDroppedShare, maxPassageCharacters, ...options } =
    settings;
  const corpus = await readCorpus({
    folder: join(root, folder),
    maxChunkCharacters: maxPassageCharacters,
    ...options,
  });
  assertDroppedWithin(corpus, maxDroppedShare);
  return corpus;
}

/** The passages that a bot answers from: those it was built with, or those of the repository's documents. */
export async function openCorpus(
  root: string,
  settings: DocumentsSettings,
): Promise<OpenedCorpus> {
  const packed = join(root, CORPUS_FILE);
  if (existsSync(packed)) {
    const chunks = readFileSync(packed, 'utf8')
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line) as Chunk);
    return { chunks, snapshot: snapshotOf(chunks).digest };
  }
  const { chunks, snapshot } = await readDocuments(root, settings);
  return { chunks, snapshot: snapshot.digest };
}

/** Packs the passages for a built bot. */
export function writeCorpus(folder: string, chunks: readonly Chunk[]): void {
  const lines = chunks.map(chunk => `${JSON.stringify(chunk)}\n`);
  writeFileSync(join(folder, CORPUS_FILE), lines.join(''));
}
