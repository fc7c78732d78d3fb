import { Embeddings } from '@langchain/core/embeddings';
import type { Chunk } from '../corpus/Chunk.ts';
import { sha256 } from '../text/digest.ts';

/** Random numbers from 0 to 1 that are the same in every run (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Draws made-up words as often as natural text has them: the second half as often as the first, and so on (Zipf's law). */
export function drawWords(seed: number, vocabulary = 20_000): () => string {
  const random = randomNumbers(seed);
  return () => `w${Math.floor(vocabulary ** random())}x`;
}

/** A chunk as the corpus makes it. */
export function chunkOf(
  id: string,
  title: string,
  text: string,
  groups?: string[],
): Chunk {
  const document = id.split('#')[0] as string;
  const digest = sha256(`${title}\n${text}`);
  return { id, document, title, text, digest, ...(groups && { groups }) };
}

/** A corpus of passages of 100 words, to count and time with. */
export function generateChunks(count: number, seed = 1): Chunk[] {
  const draw = drawWords(seed);
  const words = (most: number) => Array.from({ length: most }, draw).join(' ');
  return Array.from({ length: count }, (_, i) =>
    chunkOf(`generated/${i}.md#part`, words(4), words(100)),
  );
}

/** Gives texts with the same words near vectors, without a model: every word adds a direction of its own. */
export class WordEmbeddings extends Embeddings {
  readonly dimensions: number;
  /** Texts that were embedded, questions not counted. */
  embedded = 0;

  constructor(dimensions = 64) {
    super({});
    this.dimensions = dimensions;
  }

  async embedDocuments(documents: string[]): Promise<number[][]> {
    this.embedded += documents.length;
    return documents.map(text => this.#embed(text));
  }

  async embedQuery(question: string): Promise<number[]> {
    return this.#embed(question);
  }

  #embed(text: string): number[] {
    const sum = new Array<number>(this.dimensions).fill(0);
    for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
      const random = randomNumbers(
        Number.parseInt(sha256(word).slice(0, 8), 16),
      );
      for (let i = 0; i < sum.length; i += 1) {
        sum[i] = (sum[i] as number) + random() - 0.5;
      }
    }
    return sum;
  }
}
