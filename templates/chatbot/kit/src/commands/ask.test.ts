import assert from 'node:assert/strict';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mock, test } from 'node:test';
import { build } from '../release/build.ts';
import { ARCHIVE_PATH } from '../release/artifacts.ts';
import { repositoryWith } from '../testing/createTestGraph.ts';
import { ask } from './ask.ts';
import { sideBySide } from './describeAsked.ts';

const QUESTION = 'How long does the probation period last?';

/** Runs the command; resolves with its exit code and what it said. */
async function run(
  root: string,
  ...args: string[]
): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const log = mock.method(console, 'log', (line: string) => lines.push(line));
  try {
    return { code: await ask(root, args), said: lines.join('\n') };
  } finally {
    log.mock.restore();
  }
}

const folders = () =>
  readdirSync(tmpdir()).filter(name => /^chatbot-(built|archive)-/.test(name));

test('answers from the working copy, with passages, scores, citations and the time of each step', async () => {
  const { code, said } = await run(repositoryWith({}), QUESTION, '--prompt');
  assert.equal(code, 0, said);
  assert.match(said, /^The probation period lasts six months\. \[1\]$/m);
  assert.match(said, /^Cited: people\.md#probation$/m);
  assert.match(said, /^\*\[1\] +\d+\.\d{3} {2}people\.md#probation$/m);
  for (const step of ['retrieve', 'generate: model', 'generate', 'guard']) {
    assert.match(said, new RegExp(`^  ${step} +\\d+\\.\\d ms$`, 'm'));
  }
  assert.match(said, /^Tokens: this model counts none$/m);
  assert.match(said, /^Prompt, system:$/m);
  assert.match(said, /<passage number="1"/);
});

test('shows a built archive beside the working copy, and says whether the answers differ', async () => {
  const root = repositoryWith({});
  await build(root);
  const before = folders();
  const same = await run(root, QUESTION, '--version', 'dist');
  assert.match(same.said, /^working copy +\| dist$/m);
  assert.match(same.said, /The same answer\.$/);
  const path = join(root, 'data/documents/people.md');
  writeFileSync(
    path,
    '# People\n\n## Probation\n\nThe probation period lasts one year.\n',
  );
  const other = await run(root, QUESTION, '--version', 'dist');
  assert.equal(other.code, 0, other.said);
  assert.match(other.said, /lasts one year\..*\|.*lasts six months\./);
  assert.match(other.said, /The answers differ\.$/);
  assert.deepEqual(folders(), before);
});

test('compares two versions: a file, and one fetched by its name', async () => {
  const root = repositoryWith({});
  await build(root);
  const file = join(root, 'older.tgz');
  copyFileSync(join(root, ARCHIVE_PATH), file);
  const asked: string[] = [];
  const store = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end(readFileSync(file));
  });
  await new Promise<void>(done => store.listen(0, '127.0.0.1', done));
  const { port } = store.address() as AddressInfo;
  writeFileSync(join(root, 'package.json'), '{"version":"1.0.0"}');
  const before = folders();
  try {
    process.env.ARTIFACT_REPOSITORY_URL = `http://127.0.0.1:${port}`;
    process.env.GITHUB_REPOSITORY = 'team/bot';
    const { code, said } = await run(
      root,
      QUESTION,
      '--version',
      file,
      '--version',
      '1.0.0-abcdef0-7',
    );
    assert.equal(code, 0, said);
    assert.doesNotMatch(said, /working copy/);
    assert.match(said, /The same answer\.$/);
  } finally {
    delete process.env.ARTIFACT_REPOSITORY_URL;
    delete process.env.GITHUB_REPOSITORY;
    store.close();
  }
  assert.deepEqual(asked, [
    '/api/packages/team/generic/bot/1.0.0-abcdef0-7/chatbot.tgz',
  ]);
  assert.deepEqual(folders(), before);
});

test('says what it lacks to ask a version, and refuses names that are none', async () => {
  const root = repositoryWith({});
  await assert.rejects(run(root, QUESTION, '--version', 'dist'), {
    message: 'dist/chatbot.tgz is missing',
  });
  assert.ok(!existsSync(join(root, 'dist')));
  writeFileSync(join(root, 'package.json'), '{"version":"1.0.0"}');
  await assert.rejects(run(root, QUESTION, '--version', '1.0.0-a-1'), {
    message: /can't be fetched/,
    hint: /ARTIFACT_REPOSITORY_URL/,
  });
  await assert.rejects(run(root, QUESTION, '--version', '..'), /no version/);
  await assert.rejects(run(root, ' '), /There is no question/);
});

test('wraps columns at spaces, so that each stays in its place', () => {
  assert.equal(
    sideBySide([['one two three four five'], ['b']], 43),
    ['one two three four   | b', 'five                 |'].join('\n'),
  );
});
