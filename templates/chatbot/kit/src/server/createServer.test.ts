import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readConfiguration } from '../config/configuration.ts';
import { createApp } from './createApp.ts';
import { fixtureFolder } from '../testing/createTestGraph.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';

const feedbackFile = join(temporaryFolder(), 'sub/feedback.jsonl');
const started: { url: string; close: () => void }[] = [];
let url = '';

async function start(env: Record<string, string>): Promise<string> {
  const configuration = readConfiguration(fixtureFolder, {
    FEEDBACK_FILE: feedbackFile,
    ...env,
  });
  const server = await createApp(fixtureFolder, configuration);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  started.push({
    url: address,
    close: () => server.close().closeAllConnections(),
  });
  return address;
}

before(async () => {
  url = await start({
    CHATBOT_VERSION: '1.0.0-abc',
    CHATBOT_COMMIT: 'c'.repeat(40),
  });
});
after(() => started.forEach(({ close }) => close()));

function post(
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function codeOf(response: Response): Promise<[number, string]> {
  const { error } = (await response.json()) as { error: { code: string } };
  return [response.status, error.code];
}

test('answers with sources', async () => {
  const response = await post('/api/chat', {
    question: 'How long does the probation period last?',
  });
  const { answer, sources } = (await response.json()) as {
    answer: string;
    sources: { id: string }[];
  };
  assert.match(answer, /six months/);
  assert.equal(sources[0]?.id, 'people.md#probation');
});

test('streams events and ends with the whole answer', async () => {
  const headers = { accept: 'text/event-stream' };
  const response = await post(
    '/api/chat',
    { question: 'How long does the probation period last?' },
    headers,
  );
  assert.equal(response.headers.get('content-type'), 'text/event-stream');
  assert.match(
    await response.text(),
    /event: done\ndata: \{.*six months.*\}\n\n$/s,
  );
});

test('refuses what is too large, not JSON, unknown, empty or too long', async () => {
  assert.deepEqual(
    await codeOf(await post('/api/chat', { question: 'x'.repeat(20_000) })),
    [413, 'body-too-large'],
  );
  assert.deepEqual(await codeOf(await post('/api/chat', '{')), [
    400,
    'json-invalid',
  ]);
  assert.deepEqual(
    await codeOf(
      await post('/api/chat', 'x', { 'content-type': 'text/plain' }),
    ),
    [415, 'json-expected'],
  );
  assert.deepEqual(await codeOf(await post('/api/chat', { question: ' ' })), [
    400,
    'input-invalid',
  ]);
  assert.deepEqual(
    await codeOf(await post('/api/chat', { question: 'x'.repeat(2_001) })),
    [400, 'input-invalid'],
  );
  assert.deepEqual(
    await codeOf(await post('/api/chat', { question: 'a', system: 'b' })),
    [400, 'input-invalid'],
  );
  assert.deepEqual(await codeOf(await fetch(`${url}/../package.json`)), [
    404,
    'not-found',
  ]);
});

test('limits the rate per client and says when to come back', async () => {
  const limited = await start({ RATE_LIMIT_PER_MINUTE: '2' });
  const ask = () =>
    fetch(`${limited}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"question":"Is there a canteen?"}',
    });
  assert.deepEqual([(await ask()).status, (await ask()).status], [200, 200]);
  const third = await ask();
  assert.ok(Number(third.headers.get('retry-after')) > 0);
  assert.deepEqual(await codeOf(third), [429, 'rate-limited']);
});

test('says that it is an AI system before the first question, in page and API, and marks each answer', async () => {
  const disclosed = (await (await fetch(`${url}/api/disclosure`)).json()) as {
    disclosures: { language: string; text: string }[];
  };
  const [first] = disclosed.disclosures;
  assert.deepEqual(
    [first?.language, /AI system/.test(first?.text ?? '')],
    ['en', true],
  );
  const page = await (await fetch(`${url}/`)).text();
  assert.ok(
    page.includes(`<p class="disclosure" lang="en">${first?.text}</p>`),
  );
  assert.match(page, /<meta name="digital-source-type"/);
  const answered = await post('/api/chat', {
    question: 'How long does the probation period last?',
  });
  const { generated } = (await answered.json()) as {
    generated: { by: string };
  };
  assert.equal(generated.by, 'Handbook bot 1.0.0-abc');
});

test('tells what runs, and that it runs', async () => {
  assert.deepEqual(await (await fetch(`${url}/version`)).json(), {
    version: '1.0.0-abc',
    digest: '',
    settingsDigest: readConfiguration(fixtureFolder, {}).settingsDigest,
    commit: 'c'.repeat(40),
    model: 'local/extractive-1',
  });
  assert.equal((await fetch(`${url}/healthz`)).status, 200);
});

test('counts requests without letting strangers choose label values', async () => {
  await fetch(`${url}/made-up-path`);
  const metrics = await (await fetch(`${url}/metrics`)).text();
  assert.match(
    metrics,
    /chatbot_requests_total\{route="unknown",status="404"\}/,
  );
  assert.doesNotMatch(metrics, /made-up-path/);
});

test('stores feedback as a line without addresses and numbers of people', async () => {
  const answerId = '3e9c4c43-6a83-4c4e-9f0c-3f6f5a5a7a11';
  const given = { answerId, rating: 'helpful', comment: 'ask me@mail.example' };
  assert.equal((await post('/api/feedback', given)).status, 204);
  const line = JSON.parse(readFileSync(feedbackFile, 'utf8').trim());
  assert.deepEqual(
    [line.answerId, line.comment, line.version],
    [answerId, 'ask [email removed]', '1.0.0-abc'],
  );
  assert.deepEqual(
    await codeOf(await post('/api/feedback', { ...given, rating: 'so-so' })),
    [400, 'input-invalid'],
  );
});

test('serves a page that may load nothing from elsewhere', async () => {
  const response = await fetch(`${url}/`);
  assert.match(
    response.headers.get('content-security-policy') ?? '',
    /default-src 'self'/,
  );
  assert.match(await response.text(), /<form id="ask">/);
  assert.equal((await fetch(`${url}/chat.js`)).status, 200);
});
