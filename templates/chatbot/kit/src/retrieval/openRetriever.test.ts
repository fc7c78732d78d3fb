import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { IndexingProgress } from './embedChunks.ts';
import { openRetriever } from './openRetriever.ts';
import { tinyConfiguration, tinyRepository } from './tinyRepository.ts';

test('a hybrid repository answers with its layer, and keeps the vectors for the next start', async t => {
  const root = tinyRepository(t);
  const seen: IndexingProgress[] = [];
  const options = {
    progress: (progress: IndexingProgress) => seen.push(progress),
  };
  const configuration = tinyConfiguration({ kind: 'hybrid' });
  await openRetriever(root, configuration, options);
  const retriever = await openRetriever(root, configuration, options);
  assert.equal(seen[0]?.cached, 0);
  assert.deepEqual(seen.at(-1), { done: 2, total: 2, cached: 2 });
  assert.equal(readdirSync(join(root, '.cache/vectors')).length, 1);
  const [found] = await retriever.retrieve('When are salaries paid?');
  assert.match(found?.text ?? '', /25th/);
});

for (const kind of ['keyword', 'hybrid']) {
  test(`documents of a group's folder are found by that group alone (${kind})`, async t => {
    const retriever = await openRetriever(
      tinyRepository(t),
      tinyConfiguration({ kind }),
    );
    const ask = async (groups: string[]) =>
      JSON.stringify(
        await retriever.retrieve('Which grant of shares is paid?', { groups }),
      );
    assert.match(await ask(['board']), /May/);
    assert.doesNotMatch(await ask(['staff']), /May|grant/i);
  });
}

test('documents other than those that were approved are refused', async t => {
  const corpusSnapshot = 'c'.repeat(64);
  await assert.rejects(
    openRetriever(
      tinyRepository(t),
      tinyConfiguration({ kind: 'keyword' }, { corpusSnapshot }),
    ),
    /c{64} is asked for: a retriever reads what was approved/,
  );
});

test('embeddings of a provider whose key is forgotten fail the start, and nothing stands in for them', async t => {
  const embeddings = { provider: 'openai', name: 'model-1' };
  await assert.rejects(
    openRetriever(
      tinyRepository(t),
      tinyConfiguration({ kind: 'hybrid', embeddings }),
    ),
    /OPENAI_API_KEY is not set, which the embeddings model-1 need/,
  );
});
