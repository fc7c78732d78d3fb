import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readConfiguration } from '../config/configuration.ts';
import { askAll } from '../evaluation/evaluate.ts';
import { BotClient } from '../evaluation/BotClient.ts';
import { readDataset } from '../evaluation/dataset.ts';
import { repositoryWith } from '../testing/createTestGraph.ts';
import { createApp } from './createApp.ts';

const stops: (() => void)[] = [];
let url = '';

async function start(conversation: Record<string, unknown>): Promise<string> {
  const root = repositoryWith({ conversation });
  const server = await createApp(root, readConfiguration(root, {}));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

before(async () => {
  url = await start({ maxTurns: 2 });
});
after(() => stops.forEach(stop => stop()));

async function ask(body: object, accept = 'application/json', at = url) {
  const response = await fetch(`${at}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

const remove = (thread: string) =>
  fetch(`${url}/api/threads/${thread}`, { method: 'DELETE' });

test('an answer names its thread, and a question with it goes on there', async () => {
  const first = await ask({ question: 'When are salaries paid?' });
  const { thread } = JSON.parse(first.text);
  assert.match(thread, /^[\w-]{32}$/);
  const second = await ask(
    { question: 'Who reviews them?', thread },
    'text/event-stream',
  );
  const [, said = ''] = /event: done\ndata: (.*)\n\n$/.exec(second.text) ?? [];
  const answer = JSON.parse(said);
  assert.deepEqual(
    [answer.thread, answer.asked],
    [thread, 'Who reviews them? (salaries paid)'],
  );
  assert.match(answer.answer, /^Salary reviews/);
  const third = await ask({ question: 'Why?', thread });
  assert.deepEqual(
    [third.status, JSON.parse(third.text).error.code],
    [409, 'thread-full'],
  );
});

test('a thread that is not there is a 404 before anything is streamed', async () => {
  for (const accept of ['application/json', 'text/event-stream']) {
    const thread = 'x'.repeat(32);
    const { status, text } = await ask({ question: 'Why?', thread }, accept);
    assert.deepEqual(
      [status, JSON.parse(text).error.code],
      [404, 'thread-not-found'],
    );
  }
  const odd = await ask({ question: 'Why?', thread: '../x' });
  assert.equal(odd.status, 400);
});

test('a thread is deleted once, and its id is in no label', async () => {
  const { text } = await ask({ question: 'When are salaries paid?' });
  const { thread } = JSON.parse(text);
  assert.equal((await remove(thread)).status, 204);
  assert.equal((await remove(thread)).status, 404);
  assert.equal((await ask({ question: 'Why?', thread })).status, 404);
  const metrics = await (await fetch(`${url}/metrics`)).text();
  assert.match(metrics, /route="DELETE \/api\/threads\/\{id\}",status="204"/);
  assert.ok(!metrics.includes(thread));
});

test('where conversations are off, answers name no thread', async () => {
  const off = await start({ enabled: false });
  const { status, text } = await ask(
    { question: 'When are salaries paid?' },
    'application/json',
    off,
  );
  assert.deepEqual([status, JSON.parse(text).thread], [200, undefined]);
});

test('a sample with turns is played in one thread, and its last answer is scored', async () => {
  const root = repositoryWith({});
  const sample = {
    id: 'reviews',
    kind: 'answerable',
    topic: 'people',
    turns: [{ question: 'When are salaries paid?' }],
    question: 'Who reviews them?',
    expected: 'Salary reviews take place in April.',
    facts: ['April'],
    sources: ['people.md#salary'],
  };
  const alone = { ...sample, id: 'alone', turns: [] };
  const path = 'evals/datasets/golden/v9.jsonl';
  const lines = [sample, alone].map(one => JSON.stringify(one));
  writeFileSync(join(root, path), lines.join('\n'));
  const datasets = { golden: path, smoke: path };
  const dataset = readDataset('golden', root, datasets);
  const client = BotClient.create(url);
  const found = async (bot: Parameters<typeof askAll>[0]) =>
    (await askAll(bot, dataset, async () => {})).map(one =>
      'reply' in one
        ? one.reply.sources.some(({ id }) => id === 'people.md#salary')
        : one.failure,
    );
  assert.deepEqual(await found(client), [true, false]);
  const off = BotClient.create(await start({ enabled: false }));
  const [failure] = await found(off);
  assert.match(String(failure), /keeps no conversations/);
});
