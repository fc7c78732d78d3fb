import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import type { Chunk } from '../corpus/Chunk.ts';
import type { IndexingProgress } from './embedChunks.ts';
import { HybridRanking } from './HybridRanking.ts';
import { KeywordIndex } from './KeywordIndex.ts';
import {
  checkSnapshot,
  type Passage,
  RetrievalError,
  type RetrieveOptions,
  type Retriever,
  type Scored,
} from './passages.ts';
import type { VectorCache } from './VectorCache.ts';
import { VectorIndex, type VectorRanking } from './VectorIndex.ts';

/**
 * How passages are found. Each of these changes answers.
 *
 * @public
 */
export interface RetrieverSettings {
  /** `keyword` ranks by words, `hybrid` by words and meaning. */
  kind: 'keyword' | 'hybrid';
  /** Passages that the model is shown, 1 to 50. */
  topK: number;
  /** Codes of the languages of documents and questions, for example `en`. */
  languages: readonly string[];
  /** How much meaning counts in `hybrid`, 0 to 1; 0.7 without it. */
  vectorWeight?: number;
}

/**
 * What a retriever is made of.
 *
 * @public
 */
export interface RetrieverOptions {
  chunks: readonly Chunk[];
  /** The digest of the snapshot to read, 64 hexadecimal digits, with or without `sha256:` before them. */
  snapshot: string;
  settings: RetrieverSettings;
  /** Needed for `hybrid`. */
  embeddings?: EmbeddingsInterface;
  /** Vectors of the same model as `embeddings`. */
  cache?: VectorCache;
  /** Vectors that are kept elsewhere and hold this snapshot already. */
  vectors?: VectorRanking;
  /** Keeps the keyword index of this snapshot between starts; in memory without it. */
  keywordFile?: string;
  progress?: (progress: IndexingProgress) => void;
  /** Stops the indexing. */
  signal?: AbortSignal;
}

/** Words decide between passages that mean much the same; a passage that shares none of them is found all the same. */
const VECTOR_WEIGHT = 0.7;

/**
 * Indexes a named snapshot for the kind of retrieval that the settings ask for.
 *
 * @throws RetrievalError when the chunks are not those of the snapshot, or what the settings ask for is missing
 */
export async function createRetriever(
  options: RetrieverOptions,
): Promise<Retriever & { close(): void }> {
  const { chunks, settings, embeddings, signal } = options;
  const snapshot = checkSnapshot(chunks, options.snapshot);
  const { topK, languages, vectorWeight = VECTOR_WEIGHT } = settings;
  checkRange('topK', topK, 1, 50);
  checkRange('vectorWeight', vectorWeight, 0, 1);
  signal?.throwIfAborted();
  if (settings.kind === 'hybrid' && embeddings === undefined) {
    throw new RetrievalError(
      'Hybrid retrieval needs embeddings: choose a provider that has them and set its key, add the layer with the local weights, or set the kind to "keyword"',
    );
  }
  const keyword = KeywordIndex.create({
    chunks,
    languages,
    file: options.keywordFile,
  });
  if (embeddings === undefined || settings.kind === 'keyword') {
    const rank: Rank = async (question, { groups }) =>
      keyword.search(question, { groups, limit: topK });
    return new RankedRetriever(snapshot, chunks, rank, () => keyword.close());
  }
  const { cache, progress } = options;
  const vectors =
    options.vectors ??
    (await VectorIndex.fromChunks(chunks, {
      embeddings,
      cache,
      progress,
      signal,
    }));
  const ranking = new HybridRanking({
    keyword,
    vectors,
    embeddings,
    vectorWeight,
    topK,
  });
  const rank: Rank = (question, asked) => ranking.rank(question, asked);
  return new RankedRetriever(snapshot, chunks, rank, () => keyword.close());
}

type Rank = (question: string, options: RetrieveOptions) => Promise<Scored[]>;

/** Gives the texts of what a ranking has found. */
class RankedRetriever implements Retriever {
  readonly snapshot: string;
  readonly #chunks: Map<string, Chunk>;
  readonly #rank: Rank;
  readonly #close: () => void;

  constructor(
    snapshot: string,
    chunks: readonly Chunk[],
    rank: Rank,
    close: () => void,
  ) {
    this.snapshot = snapshot;
    this.#chunks = new Map(chunks.map(chunk => [chunk.id, chunk]));
    this.#rank = rank;
    this.#close = close;
  }

  async retrieve(
    question: string,
    options: RetrieveOptions = {},
  ): Promise<Passage[]> {
    options.signal?.throwIfAborted();
    const ranked = await this.#rank(question, options);
    return ranked.map(({ id, score }) => {
      const { title, text } = this.#chunks.get(id) as Chunk;
      return { id, title, text, score };
    });
  }

  close(): void {
    this.#close();
  }
}

function checkRange(
  name: string,
  value: number,
  least: number,
  most: number,
): void {
  if (
    !(value >= least && value <= most) ||
    (name === 'topK' && !Number.isInteger(value))
  ) {
    throw new RetrievalError(
      `${name} is ${value}: it must be from ${least} to ${most}`,
    );
  }
}
