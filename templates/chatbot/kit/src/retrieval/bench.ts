import { loadavg } from 'node:os';
import {
  drawWords,
  generateChunks,
  randomNumbers,
  WordEmbeddings,
} from './generated.ts';
import { KeywordIndex } from './KeywordIndex.ts';
import { VectorIndex } from './VectorIndex.ts';

/* Times a question at 1,000 and 20,000 generated passages: `node src/retrieval/bench.ts`. */

const QUESTIONS = 200;
const DIMENSIONS = 384;

/** Milliseconds of the middle one, and of the one that 95 % are faster than. */
async function time(ask: (i: number) => unknown): Promise<string> {
  const times: number[] = [];
  for (let i = 0; i < QUESTIONS; i += 1) {
    const start = performance.now();
    await ask(i);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    (times[Math.floor(share * QUESTIONS)] ?? 0).toFixed(2);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`;
}

for (const passages of [1_000, 20_000]) {
  const chunks = generateChunks(passages);
  const start = performance.now();
  const keyword = KeywordIndex.create({ chunks, languages: ['en'] });
  const indexed = ((performance.now() - start) / 1000).toFixed(1);
  const draw = drawWords(7);
  const questions = Array.from({ length: QUESTIONS }, () =>
    Array.from({ length: 8 }, draw).join(' '),
  );
  const words = await time(i =>
    keyword.search(questions[i] ?? '', { limit: 4 }),
  );
  const common = await time(() =>
    keyword.search('w1x w2x w3x w4x', { limit: 4 }),
  );
  keyword.close();

  const random = randomNumbers(7);
  const vector = () => Array.from({ length: DIMENSIONS }, () => random() - 0.5);
  const embeddings = new WordEmbeddings(DIMENSIONS);
  embeddings.embedDocuments = async texts => texts.map(vector);
  const vectors = await VectorIndex.fromChunks(chunks, { embeddings });
  const asked = Array.from({ length: QUESTIONS }, vector);
  const nearest = await time(i =>
    vectors.nearest(asked[i] ?? [], { limit: 100 }),
  );

  console.log(`${passages} passages`);
  console.log(
    `  keyword, 8 words drawn by frequency: ${words} (indexed in ${indexed} s)`,
  );
  console.log(`  keyword, 4 words that most passages have: ${common}`);
  console.log(`  vectors of ${DIMENSIONS}, exact, the best 100: ${nearest}`);
}
console.log(
  `Load of the machine: ${loadavg()
    .map(load => load.toFixed(1))
    .join(', ')}`,
);
