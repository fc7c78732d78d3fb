import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { snapshotOf } from '../corpus/snapshot.ts';
import { embedChunks } from './embedChunks.ts';
import { createRetriever, type RetrieverOptions } from './createRetriever.ts';
import { chunkOf, generateChunks, WordEmbeddings } from './generated.ts';
import { KeywordIndex } from './KeywordIndex.ts';

const parking = chunkOf('a.md#parking', 'Parking', 'Cars park in the yard.');
const pay = chunkOf('b.md#pay', 'Pay', 'Salaries are paid on the 25th.');
const grant = chunkOf('c.md#grant', 'Grant', 'A grant of shares is paid out.', [
  'board',
]);
const chunks = [parking, pay, grant];

function create(
  kind: 'keyword' | 'hybrid',
  more: Partial<RetrieverOptions> = {},
) {
  const corpus = more.chunks ?? chunks;
  return createRetriever({
    chunks: corpus,
    snapshot: snapshotOf(corpus).digest,
    settings: { kind, topK: 4, languages: ['en'] },
    embeddings: new WordEmbeddings(),
    ...more,
  });
}

test('chunks of another snapshot than the one asked for are refused, with both digests', async () => {
  const { digest } = snapshotOf(chunks);
  const changed = [parking, pay, chunkOf(grant.id, grant.title, 'Paid twice.')];
  await assert.rejects(
    create('keyword', { chunks: changed, snapshot: digest }),
    {
      name: 'RetrievalError',
      message: new RegExp(
        `snapshot ${snapshotOf(changed).digest}, and ${digest} is asked for`,
      ),
    },
  );
  const retriever = await create('keyword', {
    snapshot: `sha256:${digest.toUpperCase()}`,
  });
  assert.equal(retriever.snapshot, digest);
});

test('gives id, title, text and score of what was found, best first, and nothing else', async () => {
  for (const kind of ['keyword', 'hybrid'] as const) {
    const retriever = await create(kind);
    const [first, ...others] = await retriever.retrieve(
      'When are salaries paid?',
    );
    const { score, ...rest } = first ?? { score: 0 };
    assert.deepEqual(rest, { id: pay.id, title: pay.title, text: pay.text });
    assert.ok(others.every(other => other.score <= score));
    retriever.close();
  }
});

for (const kind of ['keyword', 'hybrid'] as const) {
  test(`${kind}: two users with different groups ask the same question, and neither sees a trace of the other's passages`, async () => {
    const secret = (group: string) =>
      Array.from({ length: 30 }, (_, i) =>
        chunkOf(
          `${group}/${i}`,
          'Bonus',
          `The bonus of ${group} is paid in part ${i}.`,
          [group],
        ),
      );
    const corpus = [...secret('sales'), ...secret('board'), ...chunks];
    const retriever = await create(kind, { chunks: corpus });
    const alone = await create(kind, {
      chunks: [...secret('sales'), parking, pay],
    });
    const question = 'Which bonus is paid to the board and to sales?';
    const mine = await retriever.retrieve(question, { groups: ['sales'] });
    assert.deepEqual(
      mine,
      await alone.retrieve(question, { groups: ['sales'] }),
    );
    assert.equal(mine.length, 4);
    assert.doesNotMatch(JSON.stringify(mine), /board/);
    const theirs = await retriever.retrieve(question, { groups: ['board'] });
    assert.doesNotMatch(JSON.stringify(theirs), /sales/);
    const nobodys = await retriever.retrieve(question);
    assert.ok(nobodys.every(({ id }) => [parking.id, pay.id].includes(id)));
  });
}

test('no score refuses: a question that no word of fits still gets its nearest passages', async () => {
  const found = await (await create('hybrid')).retrieve('zebra');
  assert.equal(found.length, 2);
});

test('a passage that only words find comes before one that only vectors find, where words count', async () => {
  const embeddings = new WordEmbeddings();
  const [towards] = (await embedChunks([parking], { embeddings })) as [
    Float32Array,
  ];
  embeddings.embedQuery = async () => [...towards];
  const ask = async (vectorWeight: number) => {
    const settings = {
      kind: 'hybrid' as const,
      topK: 4,
      languages: ['en'],
      vectorWeight,
    };
    const retriever = await create('hybrid', { settings, embeddings });
    return (await retriever.retrieve('salaries'))[0];
  };
  assert.equal((await ask(0))?.id, pay.id);
  assert.equal((await ask(1))?.id, parking.id);
  assert.ok(Math.abs(((await ask(0.8))?.score ?? 0) - 0.8) < 1e-6);
});

test('meaning counts 0.7 where nothing is configured', async () => {
  const embeddings = new WordEmbeddings();
  const [towards] = (await embedChunks([parking], { embeddings })) as [
    Float32Array,
  ];
  embeddings.embedQuery = async () => [...towards];
  const settings = { kind: 'hybrid' as const, topK: 1, languages: ['en'] };
  const retriever = await create('hybrid', { settings, embeddings });
  const [first] = await retriever.retrieve('zebra');
  assert.ok(Math.abs((first?.score ?? 0) - 0.7) < 1e-6);
});

test('of a long question, a single rare word in common does not outweigh what it means', async () => {
  const embeddings = new WordEmbeddings();
  const [towards] = (await embedChunks([parking], { embeddings })) as [
    Float32Array,
  ];
  embeddings.embedQuery = async () => [...towards];
  const settings = {
    kind: 'hybrid' as const,
    topK: 2,
    languages: ['en'],
    vectorWeight: 0.4,
  };
  const retriever = await create('hybrid', { settings, embeddings });
  const ask = async (question: string) =>
    (await retriever.retrieve(question))[0]?.id;
  assert.equal(await ask('salaries'), pay.id);
  assert.equal(
    await ask('salaries zebra quagga okapi gnu dugong axolotl'),
    parking.id,
  );
});

test('settings that make no sense, and hybrid without embeddings, are refused', async () => {
  await assert.rejects(
    create('hybrid', { embeddings: undefined }),
    /needs embeddings: choose a provider/,
  );
  const settings = { kind: 'keyword' as const, languages: ['en'] };
  for (const wrong of [
    { topK: 0 },
    { topK: 51 },
    { topK: 1.5 },
    { topK: 4, vectorWeight: 2 },
    { topK: 4, vectorWeight: Number.NaN },
  ]) {
    await assert.rejects(
      create('keyword', { settings: { ...settings, ...wrong } }),
      /(topK|vectorWeight) is .*: it must be from/,
    );
  }
});

test("a provider that fails or hangs makes the question fail: words alone don't answer for both", async () => {
  const embeddings = new WordEmbeddings();
  const retriever = await create('hybrid', { embeddings });
  embeddings.embedQuery = async () => {
    throw new Error('429 from the provider');
  };
  await assert.rejects(retriever.retrieve('salaries'), /429 from the provider/);
  embeddings.embedQuery = () => new Promise(() => {});
  await assert.rejects(
    retriever.retrieve('salaries', { signal: AbortSignal.timeout(5) }),
    { name: 'TimeoutError' },
  );
  await assert.rejects(
    create('hybrid', { signal: AbortSignal.abort(new Error('stopped')) }),
    /stopped/,
  );
});

test('equal corpora give equal answers, whatever the order of their files', async () => {
  const corpus = generateChunks(300);
  const question = 'w5x w17x w900x w12x w4000x';
  const one = await create('hybrid', { chunks: corpus });
  const two = await create('hybrid', { chunks: corpus.toReversed() });
  assert.deepEqual(await one.retrieve(question), await two.retrieve(question));
});

test('words alone find the passage among four for 43 of the 46 golden questions of the shipped documents', t => {
  const base = join(import.meta.dirname, '../../../skeleton/base');
  const folder = join(base, 'data/documents');
  const sections = readdirSync(folder).flatMap(file => {
    const [head = '', ...parts] = readFileSync(
      join(folder, file),
      'utf8',
    ).split(/^## /m);
    const name = /^# (.+)$/m.exec(head)?.[1] ?? file;
    return parts.map(part => {
      const [heading = '', ...lines] = part.split('\n');
      const slug = heading
        .trim()
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, '-');
      return chunkOf(`${file}#${slug}`, `${name}: ${heading}`, lines.join(' '));
    });
  });
  const golden = readFileSync(
    join(base, 'evals/datasets/golden/v1.jsonl'),
    'utf8',
  )
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as { question: string; sources?: string[] })
    .filter(({ sources = [] }) => sources.length > 0);
  const index = KeywordIndex.create({ chunks: sections, languages: ['en'] });
  const missed = golden.filter(({ question, sources = [] }) => {
    const found = index.search(question, { limit: 4 }).map(({ id }) => id);
    return !sources.every(id => found.includes(id));
  });
  t.diagnostic(
    `${golden.length - missed.length} of ${golden.length}; missed: ${missed
      .map(({ question }) => question)
      .join(' ')}`,
  );
  assert.ok(sections.length >= 44 && golden.length >= 46);
  assert.ok(missed.length <= 3, JSON.stringify(missed));
});
