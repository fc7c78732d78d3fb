import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import pg from 'pg';
import { snapshotOf } from '../corpus/snapshot.ts';
import { tinyConfiguration, tinyRepository } from './tinyRepository.ts';
import { openRetriever } from './openRetriever.ts';
import { chunkOf, generateChunks, WordEmbeddings } from './generated.ts';
import { PostgresVectorIndex } from './PostgresVectorIndex.ts';
import { VectorIndex } from './VectorIndex.ts';

/* Needs a server with pgvector: `uv run scripts/with-pgvector.py npm test` starts one. */

const url = process.env.PGVECTOR_URL;
const skip = url === undefined && 'PGVECTOR_URL names no server with pgvector';
const model = 'words';
const chunks = generateChunks(120);

describe('vectors in PostgreSQL', { skip }, () => {
  const pool = new pg.Pool({ connectionString: url });
  const embeddings = new WordEmbeddings();
  const open = (of = chunks, snapshot = snapshotOf(of).digest) =>
    PostgresVectorIndex.open(pool, { chunks: of, snapshot, model, embeddings });
  before(() =>
    pool.query('drop table if exists chatbot_snapshots, chatbot_vectors'),
  );
  beforeEach(() => (embeddings.embedded = 0));
  after(() => pool.end());

  test('processes that start together create the tables once', async () => {
    const one = [chunkOf('one.md', 'One', 'one')];
    const ten = Array.from({ length: 10 });
    for (let round = 0; round < 5; round += 1) {
      await pool.query(
        'drop table if exists chatbot_snapshots, chatbot_vectors',
      );
      await Promise.all(ten.map(() => pool.query('select pg_sleep(0.01)')));
      await Promise.all(ten.map(() => open(one)));
    }
  });

  test('ranks as the index in memory does', async () => {
    const index = await open();
    const memory = await VectorIndex.fromChunks(chunks, { embeddings });
    const question = await embeddings.embedQuery(chunks[7]?.text ?? '');
    const found = await index.nearest(question, { limit: 5 });
    const expected = await memory.nearest(question, { limit: 5 });
    assert.deepEqual(
      found.map(({ id }) => id),
      expected.map(({ id }) => id),
    );
    const ids = expected.map(({ id }) => id);
    const cosines = await index.cosines(question, [...ids, 'unknown']);
    expected.forEach(({ id, score }, i) => {
      assert.ok(Math.abs(score - (found[i]?.score ?? 9)) < 1e-5);
      assert.ok(Math.abs(score - (cosines.get(id) ?? 9)) < 1e-5);
    });
    assert.equal(cosines.size, 5);
  });

  test('a snapshot that is there is not embedded again, and none reads another', async () => {
    await open();
    assert.equal(embeddings.embedded, 0);
    const only = [chunkOf('only.md', 'Only', 'only this')];
    const two = await open(only);
    assert.equal(embeddings.embedded, 1);
    const question = await embeddings.embedQuery('only this');
    assert.deepEqual(
      (await two.nearest(question, { limit: 5 })).map(({ id }) => id),
      ['only.md'],
    );
    const one = await open();
    assert.ok(
      (await one.nearest(question, { limit: 200 })).every(
        ({ id }) => id !== 'only.md',
      ),
    );
    await PostgresVectorIndex.delete(pool, snapshotOf(only).digest);
    assert.deepEqual(await two.nearest(question, { limit: 5 }), []);
    assert.equal((await one.nearest(question, { limit: 200 })).length, 120);
  });

  test("a rare group's only passage is found among 1,000 nearer ones, by that group alone", async () => {
    const near = Array.from({ length: 1_000 }, (_, i) =>
      chunkOf(`n${i}`, 'Shares', 'shares grant', ['staff']),
    );
    const rare = chunkOf('rare', 'Board', 'a grant for the board', [
      "board 'of' {x},",
    ]);
    const index = await open([...near, rare]);
    const question = await embeddings.embedQuery('shares grant');
    const ids = async (groups?: string[]) =>
      (await index.nearest(question, { groups, limit: 4 })).map(({ id }) => id);
    assert.deepEqual(await ids(["board 'of' {x},"]), ['rare']);
    assert.deepEqual(await ids(), []);
    assert.deepEqual(await ids(['board']), []);
    assert.equal((await ids(['staff'])).length, 4);
  });

  test('chunks that are not of the snapshot, or have other groups, are refused before a row is written', async () => {
    const secret = chunkOf('s.md', 'S', 'secret', ['board']);
    const { digest } = snapshotOf([secret]);
    for (const changed of [
      { ...secret, groups: ['staff'] },
      chunkOf('s.md', 'S', 'another', ['board']),
    ]) {
      await assert.rejects(open([changed], digest), /is asked for/);
    }
    const { rows } = await pool.query(
      'select from chatbot_vectors where snapshot = $1',
      [digest],
    );
    assert.equal(rows.length, 0);
    const index = await open([secret], `sha256:${digest}`);
    const question = await embeddings.embedQuery('secret');
    assert.equal((await index.nearest(question, { limit: 5 })).length, 0);
  });

  test('a repository that keeps its vectors there finds what it finds in memory', async t => {
    const root = tinyRepository(t);
    const configuration = tinyConfiguration({ kind: 'hybrid' });
    const question = 'Which grant of shares is paid?';
    const inMemory = await openRetriever(root, configuration);
    const stored = await openRetriever(root, configuration, { postgres: pool });
    for (const groups of [undefined, ['board']]) {
      const ids = async (retriever: typeof stored) =>
        (await retriever.retrieve(question, { groups })).map(({ id }) => id);
      assert.deepEqual(await ids(stored), await ids(inMemory));
    }
    const { rows } = await pool.query(
      "select from chatbot_vectors where model = 'tiny@1 sentences-1'",
    );
    assert.equal(rows.length, 2);
  });

  test('a snapshot that was written in part is written to its end', async () => {
    const stop = new AbortController();
    const many = generateChunks(700, 4);
    const query = pool.query.bind(pool);
    const stopping = {
      query: (sql: string, values?: unknown[]) => {
        if (sql.startsWith('insert into chatbot_vectors')) {
          stop.abort(new Error('stopped'));
        }
        return query(sql, values);
      },
    };
    const options = {
      chunks: many,
      snapshot: snapshotOf(many).digest,
      model,
      embeddings,
    };
    await assert.rejects(
      PostgresVectorIndex.open(stopping, { ...options, signal: stop.signal }),
      /stopped/,
    );
    const { rows } = await pool.query(
      'select count(*)::int from chatbot_vectors where snapshot = $1',
      [options.snapshot],
    );
    assert.equal(rows[0].count, 500);
    const index = await open(many);
    const question = await embeddings.embedQuery('w1x');
    assert.equal((await index.nearest(question, { limit: 900 })).length, 700);
  });
});
