import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import type { AnswerTrace } from '../answer/QuestionTrace.ts';
import { repositoryWith } from '../testing/createTestGraph.ts';
import { kitFolder } from '../text/kitFolder.ts';

const main = join(kitFolder, 'bin/chatbot.mjs');

function run(root: string, command: string, env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [main, command], {
    cwd: root,
    env: { ...process.env, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.setEncoding('utf8');
  let said = '';
  return {
    child,
    /** What it says next that has the pattern's first group. */
    async next(pattern: RegExp): Promise<string> {
      for (;;) {
        const found = pattern.exec(said);
        if (found) {
          said = said.slice(found.index + found[0].length);
          return found[1] ?? '';
        }
        const [text] = (await once(child.stdout, 'data')) as [string];
        said += text;
      }
    },
  };
}

const LISTENING = /"url":"([^"]+)"/;

async function traceOf(url: string): Promise<AnswerTrace> {
  const answered = await fetch(`${url}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"question":"How long does the probation period last?"}',
  });
  await answered.text();
  const id = answered.headers.get('x-request-id');
  return (await (await fetch(`${url}/dev/traces/${id}`)).json()) as AnswerTrace;
}

test(
  'serves the chat page with a panel that knows how each answer came about, anew after a change',
  { timeout: 60_000 },
  async t => {
    const root = repositoryWith({});
    const { child, next } = run(root, 'dev');
    t.after(() => child.kill('SIGKILL'));
    const url = await next(LISTENING);
    const script = await (await fetch(`${url}/chat.js`)).text();
    assert.match(script, /^import '\.\/dev\/dev\.js';$/m);
    for (const file of ['dev/dev.js', 'dev/dev.css']) {
      assert.equal((await fetch(`${url}/${file}`)).status, 200);
    }
    const { passages, citations, calls, steps } = await traceOf(url);
    assert.equal(passages[0]?.id, 'people.md#probation');
    assert.ok(passages.every(({ score }) => typeof score === 'number'));
    assert.deepEqual(citations, ['people.md#probation']);
    assert.deepEqual(
      steps.map(({ name }) => name),
      ['rewrite', 'retrieve', 'generate: model', 'generate', 'guard'],
    );
    assert.match(calls[0]?.prompt[1]?.text ?? '', /<question>How long/);

    const foreign = get(`${url}/dev/dev.js`, {
      headers: { host: 'evil.example' },
    });
    const [refused] = await once(foreign, 'response');
    assert.equal(refused.resume().statusCode, 404);

    writeFileSync(
      join(root, 'prompts/system.v2.md'),
      'Rules of v2. Reply exactly: "{{refusal}}"',
    );
    await next(/^Changed: (prompts\/system\.v2\.md)$/m);
    const later = await traceOf(await next(LISTENING));
    assert.match(later.calls[0]?.prompt[0]?.text ?? '', /Rules of v2/);
    child.kill('SIGINT');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  },
);

test(
  'waits for the next change where a setting is wrong, and listens on this machine only',
  { timeout: 60_000 },
  async t => {
    const root = repositoryWith({});
    const { child, next } = run(root, 'dev', { HOST: '0.0.0.0' });
    t.after(() => child.kill('SIGKILL'));
    await next(/(HOST is 0\.0\.0\.0: npm run dev shows prompts)/);
    await next(/(That failed\. Waiting for a change)/);
    child.kill('SIGINT');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  },
);

test(
  'a bot that was started for others has no panel and tells no prompt',
  { timeout: 60_000 },
  async t => {
    const { child, next } = run(repositoryWith({}), 'start');
    t.after(() => child.kill('SIGKILL'));
    const url = await next(LISTENING);
    const script = await (await fetch(`${url}/chat.js`)).text();
    assert.doesNotMatch(script, /dev\.js/);
    assert.equal((await fetch(`${url}/dev/dev.js`)).status, 404);
    assert.deepEqual(Object.keys(await traceOf(url)), ['error']);
  },
);
