import assert from 'node:assert/strict';
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import {
  embedChunks,
  embeddedTexts,
  type IndexingProgress,
} from './embedChunks.ts';
import { chunkOf, generateChunks, WordEmbeddings } from './generated.ts';
import { VectorCache } from './VectorCache.ts';

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'vectors-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

const digest = (i: number) => i.toString(16).padStart(64, '0');
const vector = (...values: number[]) => Float32Array.from(values);

test('indexing that was stopped goes on from the cache, and ends as if it had not been', async t => {
  const folder = temporaryFolder(t);
  const chunks = generateChunks(100);
  const first = new WordEmbeddings();
  const stop = new AbortController();
  const seen: IndexingProgress[] = [];
  await assert.rejects(
    embedChunks(chunks, {
      embeddings: first,
      cache: VectorCache.open(folder, 'words'),
      batchSize: 10,
      signal: stop.signal,
      progress: progress => {
        seen.push(progress);
        if (progress.done === 40) {
          stop.abort(new Error('stopped by the user'));
        }
      },
    }),
    /stopped by the user/,
  );
  assert.deepEqual(
    seen.map(({ done }) => done),
    [0, 10, 20, 30, 40],
  );
  // Each is read as a whole, and its only sentence once more.
  assert.equal(first.embedded, 2 * 40);
  const second = new WordEmbeddings();
  const cache = VectorCache.open(folder, 'words');
  const resumed = await embedChunks(chunks, {
    embeddings: second,
    cache,
    progress: p => seen.push(p),
  });
  assert.equal(second.embedded, 2 * 60);
  assert.deepEqual(seen[5], { done: 40, total: 100, cached: 40 });
  assert.deepEqual(seen.at(-1), { done: 100, total: 100, cached: 40 });
  assert.deepEqual(resumed, await embedChunks(chunks, { embeddings: second }));
});

test('indexing stops while the embeddings are still at work', async () => {
  const embeddings = new WordEmbeddings();
  embeddings.embedDocuments = () => new Promise(() => {});
  await assert.rejects(
    embedChunks(generateChunks(1), {
      embeddings,
      signal: AbortSignal.timeout(5),
    }),
    { name: 'TimeoutError' },
  );
});

test('a new snapshot embeds only the chunks whose text is new, and equal texts once', async t => {
  const folder = temporaryFolder(t);
  const chunks = generateChunks(20);
  const embed = async (list: typeof chunks, model = 'words') => {
    const embeddings = new WordEmbeddings();
    await embedChunks(list, {
      embeddings,
      cache: VectorCache.open(folder, model),
    });
    return embeddings.embedded;
  };
  assert.equal(
    await embed([
      ...chunks,
      { ...(chunks[0] as (typeof chunks)[0]), id: 'copy' },
    ]),
    2 * 20,
  );
  assert.equal(
    await embed([chunkOf('new.md', 'New', 'new'), ...chunks.toReversed()]),
    2,
  );
  assert.equal(await embed(chunks, 'other words'), 2 * 20);
  assert.equal(readdirSync(folder).length, 2);
});

test('embeddings that give too few vectors, or no numbers, are refused before anything is kept', async t => {
  const cache = VectorCache.open(temporaryFolder(t), 'broken');
  for (const [made, expected] of [
    [[], /0 vectors for 4 texts/],
    [[[1], [1], [Number.NaN], [1]], /finite numbers for generated\/1\.md/],
    [[[1], [1], [], [1]], /finite numbers for generated\/1\.md/],
  ] as const) {
    const embeddings = new WordEmbeddings();
    embeddings.embedDocuments = async () => made as unknown as number[][];
    await assert.rejects(
      embedChunks(generateChunks(2), { embeddings, cache }),
      expected,
    );
    assert.equal(cache.size, 0);
  }
});

test('each sentence is read under its own heading, beside the whole, up to sixteen of them', () => {
  const sentence = 'Cars park in the yard.';
  const around = Array.from({ length: 9 }, (_, i) => `Other ${i} thing ${i}.`);
  const chunk = chunkOf(
    'a.md#rules',
    'Rules',
    `${sentence} ${around.join(' ')}`,
  );
  assert.deepEqual(
    embeddedTexts({ ...chunk, title: 'Site: Rules' }).slice(1, 3),
    ['Rules: Cars park in the yard.', 'Rules: Other 0 thing 0.'],
  );
  assert.equal(embeddedTexts({ ...chunk, text: 'x. '.repeat(99) }).length, 17);
  assert.deepEqual(
    embeddedTexts({ ...chunk, text: '車は庭に。門は七時に。' }).slice(1),
    ['Rules: 車は庭に。', 'Rules: 門は七時に。'],
  );
});

test('a record that was cut or changed is passed over, and those behind it are read', t => {
  const folder = temporaryFolder(t);
  const cache = VectorCache.open(folder, 'model');
  cache.append(
    [1, 2, 3].map(i => ({ digest: digest(i), vector: vector(i, 0.5) })),
  );
  const size = readFileSync(cache.file).length / 3;
  truncateSync(cache.file, size * 3 - 5);
  const cut = VectorCache.open(folder, 'model');
  assert.deepEqual([cut.size, cut.get(digest(3))], [2, undefined]);
  cut.append([{ digest: digest(4), vector: vector(4) }]);
  appendFileSync(cache.file, 'noise');
  cut.append([{ digest: digest(5), vector: vector(5) }]);
  const bytes = readFileSync(cache.file);
  bytes[size + 45] = (bytes[size + 45] ?? 0) ^ 1;
  writeFileSync(cache.file, bytes);
  const read = VectorCache.open(folder, 'model');
  assert.deepEqual(
    [1, 2, 3, 4, 5].map(i => read.get(digest(i))),
    [vector(1, 0.5), undefined, undefined, vector(4), vector(5)],
  );
});

test('two processes that write to one cache lose nothing', t => {
  const folder = temporaryFolder(t);
  const [one, two] = [
    VectorCache.open(folder, 'model'),
    VectorCache.open(folder, 'model'),
  ];
  for (let i = 0; i < 10; i += 1) {
    (i % 2 === 0 ? one : two).append([
      { digest: digest(i), vector: vector(i) },
    ]);
  }
  const read = VectorCache.open(folder, 'model');
  assert.equal(read.size, 10);
  assert.deepEqual(read.get(digest(7)), vector(7));
  assert.throws(
    () => read.append([{ digest: '../x', vector: vector(1) }]),
    /no SHA-256/,
  );
});
