import type { Chunk } from '../corpus/Chunk.ts';
import { snapshotOf } from '../corpus/snapshot.ts';

/**
 * A chunk that was found for a question.
 *
 * @public
 */
export interface Passage {
  /** The chunk's id. */
  id: string;
  title: string;
  text: string;
  /**
   * How well it fits; higher is better. Scores order the passages of one question. They don't compare between questions,
   * and no score says that the corpus has no answer.
   */
  score: number;
}

/**
 * Who asks, and how long they wait.
 *
 * @public
 */
export interface RetrieveOptions {
  /** The caller's groups, as an identity that was checked names them. Without any, only what is everybody's is found. */
  groups?: readonly string[];
  signal?: AbortSignal;
}

/**
 * Finds the passages that may answer a question.
 *
 * @public
 */
export interface Retriever {
  /** The corpus snapshot that is read. */
  readonly snapshot: string;
  /**
   * The best passages, best first: as many as the settings' `topK`, fewer where the caller may read fewer.
   *
   * @throws the signal's reason once it is aborted, and what the provider of embeddings throws
   */
  retrieve(question: string, options?: RetrieveOptions): Promise<Passage[]>;
}

/**
 * Retrieval can't be set up from what it was given.
 *
 * @public
 */
export class RetrievalError extends Error {
  override readonly name = 'RetrievalError';
}

/** A chunk's id with its score. */
export interface Scored {
  id: string;
  score: number;
}

/** Says whether a caller with these groups may read what has those. */
export function mayRead(
  groupsOfText: readonly string[] | undefined,
  groupsOfCaller: readonly string[] = [],
): boolean {
  return (
    groupsOfText === undefined ||
    groupsOfText.length === 0 ||
    groupsOfText.some(group => groupsOfCaller.includes(group))
  );
}

/** Orders by score, then as the corpus is ordered, so that every machine gives the same. */
export function byScore(
  a: { score: number; row: number },
  b: { score: number; row: number },
): number {
  return b.score - a.score || a.row - b.row;
}

/** Settles with the work, or rejects with the signal's reason, whichever comes first. */
export async function abortable<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (signal === undefined) {
    return work;
  }
  let stop: () => void = () => {};
  const stopped = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) {
      stop();
    }
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** The chunks' order in every index: by id, whatever order the files were read in. */
export function inOrder(chunks: readonly Chunk[]): Chunk[] {
  const sorted = [...chunks].sort((a, b) =>
    a.id < b.id ? -1 : Number(a.id > b.id),
  );
  const twice = sorted.find((chunk, i) => chunk.id === sorted[i + 1]?.id);
  if (twice !== undefined) {
    throw new RetrievalError(
      `The corpus has two chunks with the id ${twice.id}: a citation could not say which one it means`,
    );
  }
  return sorted;
}

/**
 * Refuses chunks that are not those of the snapshot that is asked for.
 *
 * @returns the snapshot's digest, without what may stand before it
 * @throws RetrievalError with both digests
 */
export function checkSnapshot(
  chunks: readonly Chunk[],
  snapshot: string,
): string {
  const asked = snapshot.replace(/^sha256:/, '').toLowerCase();
  const { digest } = snapshotOf(chunks);
  if (digest !== asked) {
    throw new RetrievalError(
      `The documents are those of the snapshot ${digest}, and ${snapshot} is asked for: a retriever reads what was approved, never the latest`,
    );
  }
  return asked;
}
