import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Document } from '@langchain/core/documents';
import { chunkOf, randomNumbers, WordEmbeddings } from './generated.ts';
import { VectorIndex } from './VectorIndex.ts';

test('the nearest are those of a full sort, and equal ones are ordered by id', async () => {
  const random = randomNumbers(3);
  const index = new VectorIndex(new WordEmbeddings());
  const vectors = Array.from({ length: 500 }, () =>
    Array.from({ length: 8 }, () => random() - 0.5),
  );
  vectors[499] = vectors[17] as number[];
  await index.addVectors(
    vectors,
    vectors.map(
      (_, i) => new Document({ pageContent: '', id: String(1000 + i) }),
    ),
  );
  const question = vectors[17] as number[];
  const length = (v: number[]) => Math.hypot(...v);
  const sorted = vectors
    .map((v, i) => ({
      id: String(1000 + i),
      score:
        v.reduce((sum, x, j) => sum + x * (question[j] as number), 0) /
        length(v) /
        length(question),
    }))
    .sort(
      (a, b) =>
        Math.round((b.score - a.score) * 1e6) || Number(a.id) - Number(b.id),
    )
    .slice(0, 7);
  const found = await index.nearest(question, { limit: 7 });
  assert.deepEqual(
    found.map(({ id }) => id),
    sorted.map(({ id }) => id),
  );
  assert.deepEqual(
    found.slice(0, 2).map(({ id }) => id),
    ['1017', '1499'],
  );
  found.forEach(({ score }, i) =>
    assert.ok(Math.abs(score - (sorted[i]?.score ?? 9)) < 1e-6),
  );
});

test("a rare group's only passage is found among 2,000 nearer ones, by that group alone", async () => {
  const near = Array.from({ length: 2_000 }, (_, i) =>
    chunkOf(`n${i}`, 'Shares', 'shares grant', ['staff']),
  );
  const rare = chunkOf('rare', 'Board', 'a grant for the board', ['board']);
  const embeddings = new WordEmbeddings();
  const index = await VectorIndex.fromChunks([...near, rare], { embeddings });
  const question = await embeddings.embedQuery('shares grant');
  const ids = async (groups?: string[]) =>
    (await index.nearest(question, { groups, limit: 4 })).map(({ id }) => id);
  assert.deepEqual(await ids(['board']), ['rare']);
  assert.deepEqual(await ids(), []);
  assert.equal((await ids(['staff'])).length, 4);
});

test("serves as LangChain's vector store, and without a filter gives only what is everybody's", async () => {
  const index = new VectorIndex(new WordEmbeddings());
  await index.addDocuments([
    new Document({ id: 'a', pageContent: 'parking cars' }),
    new Document({
      id: 'b',
      pageContent: 'parking bicycles',
      metadata: { groups: ['staff'] },
    }),
  ]);
  const ids = async (filter?: { groups: string[] }) =>
    (await index.asRetriever(5, filter).invoke('parking'))
      .map(({ id }) => id)
      .sort();
  assert.deepEqual(await ids(), ['a']);
  assert.deepEqual(await ids({ groups: ['staff'] }), ['a', 'b']);
  await assert.rejects(
    index.addDocuments([new Document({ id: 'a', pageContent: 'x' })]),
    /id of its own.*"a"/,
  );
  await assert.rejects(
    index.addDocuments([new Document({ pageContent: 'x' })]),
    /id of its own/,
  );
});

test("vectors of another model are refused, whether a document's or a question's", async () => {
  const index = new VectorIndex(new WordEmbeddings(4));
  await index.addDocuments([new Document({ id: 'a', pageContent: 'parking' })]);
  await assert.rejects(
    index.nearest([1, 2, 3], { limit: 1 }),
    /has 3 numbers, the documents' have 4/,
  );
  await assert.rejects(
    index.addVectors([[1, 2]], [new Document({ id: 'b', pageContent: '' })]),
    /must have 4 numbers/,
  );
  await assert.rejects(
    index.nearest([1, Number.NaN, 0, 0], { limit: 1 }),
    /finite numbers for the question/,
  );
});
