import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import type { KeywordIndex } from './KeywordIndex.ts';
import { abortable, type RetrieveOptions, type Scored } from './passages.ts';
import type { VectorRanking } from './VectorIndex.ts';

/** Chunks that each ranking proposes. Beyond them a chunk would need the other ranking's best to come among the first. */
const CANDIDATES = 100;

/** What a question is ranked by. */
export interface HybridOptions {
  keyword: KeywordIndex;
  vectors: VectorRanking;
  /** The model that made the vectors. */
  embeddings: EmbeddingsInterface;
  /** How much the cosine counts, 0 to 1; BM25 counts for the rest. */
  vectorWeight: number;
  /** Passages of an answer. */
  topK: number;
}

/**
 * Ranks by meaning and by words together: `weight * cosine + (1 - weight) * BM25 / BM25 of a full match`.
 *
 * Scores are joined, not ranks: a weak list of words would otherwise count as much as a strong list of vectors, and take
 * away a third of what vectors find. For the same reason the best match of words counts as much as it matches: of a long question in
 * other words than the document's, it may share no more than "somebody" with it.
 */
export class HybridRanking {
  readonly #options: HybridOptions;

  constructor(options: HybridOptions) {
    this.#options = options;
  }

  async rank(
    question: string,
    { groups, signal }: RetrieveOptions,
  ): Promise<Scored[]> {
    const { keyword, vectors, embeddings, vectorWeight, topK } = this.#options;
    const vector = await abortable(embeddings.embedQuery(question), signal);
    const limit = Math.max(CANDIDATES, topK);
    const nearest = await abortable(
      vectors.nearest(vector, { groups, limit }),
      signal,
    );
    const worded = keyword.search(question, { groups, limit });
    const cosines = new Map(nearest.map(({ id, score }) => [id, score]));
    const others = worded.map(({ id }) => id).filter(id => !cosines.has(id));
    if (others.length > 0) {
      const more = await abortable(vectors.cosines(vector, others), signal);
      more.forEach((cosine, id) => cosines.set(id, cosine));
    }
    const full = keyword.fullScore(question, groups);
    const words = new Map(
      worded.map(({ id, score }) => [id, Math.min(1, score / full)]),
    );
    return [...cosines]
      .map(([id, cosine]) => ({
        id,
        score:
          vectorWeight * cosine + (1 - vectorWeight) * (words.get(id) ?? 0),
      }))
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      .slice(0, topK);
  }
}
