import { Document } from '@langchain/core/documents';
import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import { VectorStore } from '@langchain/core/vectorstores';
import type { Chunk } from '../corpus/Chunk.ts';
import { type EmbedOptions, embedChunks, unitVector } from './embedChunks.ts';
import {
  byScore,
  inOrder,
  mayRead,
  RetrievalError,
  type Scored,
} from './passages.ts';

/** Ranks the chunks of a snapshot by the cosine of their vectors with a question's. */
export interface VectorRanking {
  /** The nearest chunks that the caller may read, best first. */
  nearest(
    question: readonly number[],
    options: { groups?: readonly string[]; limit: number },
  ): Promise<Scored[]>;
  /** The cosines of chunks that another ranking has found. */
  cosines(
    question: readonly number[],
    ids: readonly string[],
  ): Promise<Map<string, number>>;
}

/**
 * Vectors in memory, searched exactly.
 *
 * All vectors lie in one array of 32-bit numbers: 31 MB for 20,000 of 384. Every question reads all that its caller may
 * read, so that the answer is the same every time, and a rare group's only chunk is found among any number of others.
 */
export class VectorIndex extends VectorStore implements VectorRanking {
  declare FilterType: { groups?: readonly string[] };

  readonly #documents: Document[] = [];
  readonly #rows = new Map<string, number>();
  #vectors = new Float32Array(0);
  #dimensions = 0;

  constructor(embeddings: EmbeddingsInterface) {
    super(embeddings, {});
  }

  /** Indexes chunks, with vectors from the cache where it has them. */
  static async fromChunks(
    chunks: readonly Chunk[],
    options: EmbedOptions,
  ): Promise<VectorIndex> {
    const sorted = inOrder(chunks);
    const vectors = await embedChunks(sorted, options);
    const index = new VectorIndex(options.embeddings);
    index.#add(vectors, sorted.map(toDocument));
    return index;
  }

  override _vectorstoreType(): string {
    return 'memory';
  }

  /** Adds documents that have an id. Their metadata may name `groups`. */
  override async addVectors(
    vectors: number[][],
    documents: Document[],
  ): Promise<string[]> {
    const units = vectors.map((vector, i) =>
      unitVector(vector, documents[i]?.id ?? `document ${i + 1}`),
    );
    return this.#add(units, documents);
  }

  override async addDocuments(documents: Document[]): Promise<string[]> {
    const texts = documents.map(({ pageContent }) => pageContent);
    return this.addVectors(
      await this.embeddings.embedDocuments(texts),
      documents,
    );
  }

  /** Without a filter, only what is everybody's is found. */
  override async similaritySearchVectorWithScore(
    query: number[],
    k: number,
    filter: this['FilterType'] = {},
  ): Promise<[Document, number][]> {
    return this.#search(query, k, filter.groups).map(({ row, score }) => [
      this.#documents[row] as Document,
      score,
    ]);
  }

  async nearest(
    question: readonly number[],
    options: { groups?: readonly string[]; limit: number },
  ): Promise<Scored[]> {
    const { groups, limit } = options;
    return this.#search(question, limit, groups).map(({ row, score }) => ({
      id: this.#documents[row]?.id as string,
      score,
    }));
  }

  async cosines(
    question: readonly number[],
    ids: readonly string[],
  ): Promise<Map<string, number>> {
    const unit = this.#unitQuestion(question);
    return new Map(
      ids.flatMap(id => {
        const row = this.#rows.get(id);
        return row === undefined ? [] : [[id, this.#cosine(unit, row)]];
      }),
    );
  }

  #search(
    question: readonly number[],
    limit: number,
    groups: readonly string[] | undefined,
  ): { row: number; score: number }[] {
    const unit = this.#unitQuestion(question);
    const best: { row: number; score: number }[] = [];
    let least = -Infinity;
    this.#documents.forEach(({ metadata }, row) => {
      if (!mayRead(metadata.groups as string[] | undefined, groups)) {
        return;
      }
      const score = this.#cosine(unit, row);
      if (best.length < limit || score > least) {
        insert(best, { row, score }, limit);
        least = best.at(-1)?.score ?? -Infinity;
      }
    });
    return best;
  }

  #cosine(unit: Float32Array, row: number): number {
    const start = row * this.#dimensions;
    const vectors = this.#vectors;
    let sum = 0;
    for (let i = 0; i < unit.length; i += 1) {
      sum += (unit[i] as number) * (vectors[start + i] as number);
    }
    return sum;
  }

  #unitQuestion(question: readonly number[]): Float32Array {
    if (this.#documents.length > 0 && question.length !== this.#dimensions) {
      throw new RetrievalError(
        `The question's vector has ${
          question.length
        } numbers, the documents' have ${
          this.#dimensions
        }: both must come from one model`,
      );
    }
    return unitVector(question, 'the question');
  }

  #add(
    vectors: readonly Float32Array[],
    documents: readonly Document[],
  ): string[] {
    const ids = documents.map(({ id }) => id ?? '');
    const taken = new Set(['', ...this.#rows.keys()]);
    const unfit = ids.find(id => taken.size === taken.add(id).size);
    if (unfit !== undefined || vectors.length !== documents.length) {
      throw new RetrievalError(
        `Each document needs a vector, and an id of its own: ${
          documents.length
        } documents, ${vectors.length} vectors, ${
          unfit === undefined
            ? 'all ids differ'
            : `the id "${unfit}" does not do`
        }`,
      );
    }
    this.#dimensions ||= vectors[0]?.length ?? 0;
    if (vectors.some(({ length }) => length !== this.#dimensions)) {
      throw new RetrievalError(
        `Vectors must have ${this.#dimensions} numbers, as the first has`,
      );
    }
    const before = this.#documents.length;
    const all = new Float32Array((before + vectors.length) * this.#dimensions);
    all.set(this.#vectors);
    vectors.forEach((vector, i) =>
      all.set(vector, (before + i) * this.#dimensions),
    );
    this.#vectors = all;
    ids.forEach((id, i) => this.#rows.set(id, before + i));
    this.#documents.push(...documents);
    return ids;
  }
}

function toDocument({ id, title, text, groups }: Chunk): Document {
  return new Document({ id, pageContent: text, metadata: { title, groups } });
}

/** Puts a match among the best, of which there are few: a heap would not be faster. */
function insert<T extends { row: number; score: number }>(
  best: T[],
  match: T,
  limit: number,
): void {
  let at = best.length;
  while (at > 0 && byScore(match, best[at - 1] as T) < 0) {
    at -= 1;
  }
  best.splice(at, 0, match);
  best.length = Math.min(best.length, limit);
}
