import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mock, test } from 'node:test';
import { repositoryWith } from '../testing/createTestGraph.ts';
import { doctor } from './doctor.ts';

/** Runs the doctor in a repository; resolves with its exit code and lines. */
async function diagnose(
  root: string,
): Promise<{ code: number; lines: string[] }> {
  writeFileSync(join(root, 'package-lock.json'), '{"packages":{}}');
  const lines: string[] = [];
  const log = mock.method(console, 'log', (line: string) => lines.push(line));
  try {
    return { code: await doctor(root), lines };
  } finally {
    log.mock.restore();
  }
}

test('finds nothing wrong with the repository as it is shipped, and says what is in it', async () => {
  const { code, lines } = await diagnose(repositoryWith({}));
  assert.equal(code, 0, lines.join('\n'));
  assert.ok(lines.some(line => /\d+ passages of 10 documents/.test(line)));
  assert.match(lines.at(-1) ?? '', /Next: npm run ci/);
});

test('names samples that expect a passage which replaced documents have not', async () => {
  const root = repositoryWith({});
  rmSync(join(root, 'data/documents/leave.md'));
  const { code, lines } = await diagnose(root);
  assert.equal(code, 1);
  assert.ok(lines.includes('WRONG  datasets'));
  assert.ok(
    lines.some(line =>
      /sample leave-\d+ expects leave\.md#.* no passage has this id/.test(line),
    ),
    lines.join('\n'),
  );
});

test('names a sample with turns where conversations are off', async () => {
  const path = 'evals/datasets/golden/v1.jsonl';
  const root = repositoryWith({ conversation: { enabled: false } });
  const sample = {
    id: 'follow-up',
    kind: 'unanswerable',
    topic: 'people',
    turns: [{ question: 'When are salaries paid?' }],
    question: 'Who reviews them?',
    refuse: true,
  };
  writeFileSync(join(root, path), JSON.stringify(sample));
  const { lines } = await diagnose(root);
  const at = lines.indexOf('WRONG  datasets');
  assert.ok(
    lines.slice(at).some(line => /sample follow-up has turns/.test(line)),
    lines.join('\n'),
  );
});

test('stops at a configuration that it can not read, with line and column', async () => {
  const { code, lines } = await diagnose(repositoryWith({ audience: '' }));
  assert.equal(code, 1);
  const at = lines.findIndex(line => line.startsWith('WRONG'));
  assert.match(lines[at + 1] ?? '', /chatbot\.config\.json:1:\d+ audience: /);
  assert.ok(!lines.some(line => line.endsWith('documents')));
});

test('says which layer or key hybrid retrieval lacks', async t => {
  // Tests beside this one have a key in the environment that they share.
  const { OPENAI_API_KEY: key } = process.env;
  delete process.env.OPENAI_API_KEY;
  t.after(() => key && (process.env.OPENAI_API_KEY = key));
  const { lines } = await diagnose(
    repositoryWith({
      retriever: {
        kind: 'hybrid',
        embeddings: { provider: 'openai', name: 'text-embedding-3-small' },
      },
    }),
  );
  const at = lines.indexOf('WRONG  retriever');
  assert.match(lines[at + 1] ?? '', /OPENAI_API_KEY is not set/);
});
