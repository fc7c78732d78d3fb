import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import type { Chunk } from '../corpus/Chunk.ts';
import { abortable, RetrievalError } from './passages.ts';
import type { VectorCache } from './VectorCache.ts';

/** How far the first indexing has come. */
export interface IndexingProgress {
  /** Chunks that have a vector, those from the cache included. */
  done: number;
  total: number;
  /** How many of them were in the cache at the start. */
  cached: number;
}

/** How the vectors of chunks are made. */
export interface EmbedOptions {
  embeddings: EmbeddingsInterface;
  /** Keeps vectors between runs; every run makes all of them without it. */
  cache?: VectorCache;
  /** Is told once at the start and after every batch. */
  progress?: (progress: IndexingProgress) => void;
  /** Stops between batches, and while one is under way. What was made is in the cache, and the next run goes on from there. */
  signal?: AbortSignal;
  /** Chunks in one call of the embeddings. */
  batchSize?: number;
}

/** Named in the cache beside the model: another way to read a chunk gives other vectors. */
export const READING = 'sentences-1';

/** Sentences of a chunk that a model reads one by one; what is behind them is in the whole alone. */
const MOST_SENTENCES = 16;

/**
 * What a model reads of a chunk: the whole, and each sentence under its own heading.
 *
 * Small models average over what they read, so that the sentence which answers drowns among its neighbours, and the
 * document's title makes all its chunks alike.
 */
export function embeddedTexts({ title, text }: Chunk): string[] {
  const heading = title.split(': ').at(-1) ?? title;
  const sentences = text
    .split(/(?<=[.!?…])\s+|(?<=[。！？])|\n+/u)
    .map(sentence => sentence.trim())
    .filter(sentence => /[\p{L}\p{N}]/u.test(sentence))
    .slice(0, MOST_SENTENCES);
  return [
    `${title}\n${text}`,
    ...sentences.map(sentence => `${heading}: ${sentence}`),
  ];
}

/**
 * Makes the vectors of chunks, or takes them from the cache. Equal digests are embedded once.
 *
 * @returns vectors of length 1, in the order of the chunks
 * @throws the signal's reason, what the embeddings throw, and RetrievalError where they give no proper vectors
 */
export async function embedChunks(
  chunks: readonly Chunk[],
  options: EmbedOptions,
): Promise<Float32Array[]> {
  const { embeddings, cache, progress, signal, batchSize = 32 } = options;
  const vectors = new Map<string, Float32Array>();
  const missing = new Map<string, Chunk>();
  for (const chunk of chunks) {
    const known = cache?.get(chunk.digest);
    if (known === undefined) {
      missing.set(chunk.digest, chunk);
    } else {
      vectors.set(chunk.digest, known);
    }
  }
  const total = vectors.size + missing.size;
  const cached = vectors.size;
  progress?.({ done: cached, total, cached });
  const waiting = [...missing.values()];
  for (let at = 0; at < waiting.length; at += batchSize) {
    signal?.throwIfAborted();
    const batch = waiting.slice(at, at + batchSize);
    const texts = batch.map(embeddedTexts);
    const made = await abortable(
      embeddings.embedDocuments(texts.flat()),
      signal,
    );
    if (made.length !== texts.flat().length) {
      throw new RetrievalError(
        `The embeddings gave ${made.length} vectors for ${
          texts.flat().length
        } texts`,
      );
    }
    let read = 0;
    const entries = batch.map(({ digest, id }, i) => {
      const of = made.slice(read, (read += texts[i]?.length ?? 0));
      return { digest, vector: joined(of, id) };
    });
    cache?.append(entries);
    entries.forEach(({ digest, vector }) => vectors.set(digest, vector));
    progress?.({ done: vectors.size, total, cached });
  }
  const found = chunks.map(({ digest }) => vectors.get(digest) as Float32Array);
  const odd = found.findIndex(({ length }) => length !== found[0]?.length);
  if (odd > 0) {
    throw new RetrievalError(
      `${chunks[odd]?.id} has a vector of ${found[odd]?.length} numbers, others have ${found[0]?.length}: ` +
        `name the model anew in the cache, or delete ${
          cache?.file ?? 'the cache'
        }`,
    );
  }
  return found;
}

/** Half the whole, half the middle of its sentences. */
function joined(vectors: number[][], of: string): Float32Array {
  const [whole = new Float32Array(), ...sentences] = vectors.map(vector =>
    unitVector(vector, of),
  );
  const middle = [...whole.keys()].map(i =>
    sentences.reduce((sum, sentence) => sum + (sentence[i] ?? NaN), 0),
  );
  if (middle.every(value => value === 0)) {
    return whole;
  }
  const half = unitVector(middle, of);
  return unitVector(
    Array.from(whole, (value, i) => value + (half[i] ?? 0)),
    of,
  );
}

/**
 * The vector with length 1, so that a scalar product is the cosine. A vector of zeros stays what it is.
 *
 * @throws RetrievalError when it is empty or not of finite numbers
 */
export function unitVector(
  vector: readonly number[],
  of: string,
): Float32Array {
  const norm = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  if (vector.length === 0 || !Number.isFinite(norm)) {
    throw new RetrievalError(
      `The embeddings gave no vector of finite numbers for ${of}`,
    );
  }
  return Float32Array.from(vector, value => (norm === 0 ? 0 : value / norm));
}
