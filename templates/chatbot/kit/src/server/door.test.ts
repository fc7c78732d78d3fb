import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, mock, test } from 'node:test';
import { SimpleChatModel } from '@langchain/core/language_models/chat_models';
import type { BaseMessage } from '@langchain/core/messages';
import type { Answer } from '../answer/ChatService.ts';
import type { BotDefinition } from '../answer/defineBot.ts';
import { readConfiguration } from '../config/configuration.ts';
import { freePort } from '../deploy/local/Processes.ts';
import { createApiKey } from '../door/apiKeys.ts';
import { repositoryWith } from '../testing/createTestGraph.ts';
import { configureLog } from './log.ts';
import { createApp } from './createApp.ts';

const closers: (() => void)[] = [];
after(() => closers.forEach(close => close()));

const keys = {
  hr: createApiKey('hr', ['hr']),
  it: createApiKey('it', ['it']),
};
const CHATBOT_API_KEYS = JSON.stringify([keys.hr.entry, keys.it.entry]);
const QUESTION = 'Which budget does the winter meeting have?';
/** What only one of the groups may read. */
const secrets = { hr: 'turquoise-hr-4711', it: 'magenta-it-0815' };

/** A bot with a document for each group, and the same words in both. */
async function start(
  access: object,
  env: Record<string, string> = {},
  definition: BotDefinition = {},
): Promise<{ url: string; root: string }> {
  const root = repositoryWith({
    access,
    documents: {
      folder: 'data/documents',
      groups: { hr: ['hr'], it: ['it'] },
    },
  });
  for (const [group, secret] of Object.entries(secrets)) {
    mkdirSync(join(root, 'data/documents', group));
    writeFileSync(
      join(root, 'data/documents', group, 'meeting.md'),
      `# Meeting\n\n## Budget\n\nThe winter meeting has the budget ${secret}.\n`,
    );
  }
  const configuration = readConfiguration(root, env);
  const server = await createApp(root, configuration, definition);
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  closers.push(() => void server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, root };
}

function ask(
  url: string,
  headers: Record<string, string> = {},
  question = QUESTION,
): Promise<Response> {
  return fetch(`${url}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ question }),
  });
}

const as = (who: 'hr' | 'it', accept = 'application/json') => ({
  authorization: `Bearer ${keys[who].key}`,
  accept,
});

/** Everything that is logged, or written to standard output and error meanwhile. */
function listen(): () => string {
  const written: string[] = [];
  const settings = { service: 'handbook', version: '1', mask: String };
  configureLog({
    ...settings,
    level: 'debug',
    destination: { write: line => void written.push(line) },
  });
  const methods = (['log', 'warn', 'error', 'info'] as const).map(name =>
    mock.method(console, name, (...args: unknown[]) => {
      written.push(args.map(String).join(' '));
    }),
  );
  return () => {
    methods.forEach(method => method.mock.restore());
    configureLog({ ...settings, level: 'silent' });
    return written.join('\n');
  };
}

/** Every file that a bot has made beside what it was given. */
function filesOf(root: string): string {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .filter(({ parentPath }) => !parentPath.includes('data/documents'))
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))
    .join('\n');
}

test('two callers with different groups ask the same at once: no trace of the other one’s passage anywhere', async () => {
  const stop = listen();
  const { url, root } = await start({ kind: 'api-key' }, { CHATBOT_API_KEYS });
  const rounds = Array.from({ length: 4 }, async () => {
    const [hr, it, hrStream, itStream] = await Promise.all([
      ask(url, as('hr')).then(answer => answer.text()),
      ask(url, as('it')).then(answer => answer.text()),
      ask(url, as('hr', 'text/event-stream')).then(answer => answer.text()),
      ask(url, as('it', 'text/event-stream')).then(answer => answer.text()),
    ]);
    return { hr: [hr, hrStream], it: [it, itStream] };
  });
  for (const { hr, it } of await Promise.all(rounds)) {
    for (const text of hr) {
      assert.ok(text.includes(secrets.hr), text);
      assert.ok(!text.includes('magenta') && !text.includes('it/meeting'));
    }
    for (const text of it) {
      assert.ok(text.includes(secrets.it), text);
      assert.ok(!text.includes('turquoise') && !text.includes('hr/meeting'));
    }
  }
  const { answer, sources } = JSON.parse(
    await (await ask(url, as('hr'))).text(),
  ) as Answer;
  assert.ok(answer.includes(secrets.hr));
  assert.equal(sources[0]?.id, 'hr/meeting.md#budget');
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const written = stop();
  for (const text of [metrics, written, filesOf(root)]) {
    assert.doesNotMatch(text, /turquoise|magenta|meeting\.md/);
  }
});

test('a conversation is its caller’s: with another key it is not there, and can’t be deleted', async () => {
  const { url } = await start({ kind: 'api-key' }, { CHATBOT_API_KEYS });
  const begun = await ask(url, as('hr'));
  const { thread } = (await begun.json()) as Answer;
  const goOn = (who: 'hr' | 'it') =>
    fetch(`${url}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...as(who) },
      body: JSON.stringify({ question: 'What about the budget?', thread }),
    });
  const foreign = await goOn('it');
  assert.equal(foreign.status, 404);
  assert.doesNotMatch(await foreign.text(), /turquoise/);
  const deletion = (who: 'hr' | 'it') =>
    fetch(`${url}/api/threads/${thread}`, {
      method: 'DELETE',
      headers: as(who),
    });
  assert.equal((await deletion('it')).status, 404);
  assert.equal((await goOn('hr')).status, 200);
  assert.equal((await deletion('hr')).status, 204);
});

/** Its provider repeats in an error what it was sent, and more lines that look like places in code. */
class QuotingModel extends SimpleChatModel {
  override _llmType(): string {
    return 'quoting';
  }

  override _call(messages: BaseMessage[]): Promise<string> {
    const said = messages.map(({ text }) => text).join();
    const error = new Error(`bad request\n    at ${said}`);
    const facts = { status: 400, code: 'invalid_prompt' };
    return Promise.reject(Object.assign(error, facts));
  }
}

test('a model whose error quotes the prompt leaves no passage and no question in log and answer', async () => {
  const stop = listen();
  const { url } = await start(
    { kind: 'api-key' },
    { CHATBOT_API_KEYS },
    { model: () => new QuotingModel({}) },
  );
  const texts: string[] = [];
  for (const headers of [as('hr'), as('it', 'text/event-stream')]) {
    const refused = await ask(url, headers);
    assert.equal(refused.status, 500);
    texts.push(await refused.text());
  }
  const written = stop();
  assert.match(written, /invalid_prompt/);
  assert.doesNotMatch(
    `${texts.join()}${written}`,
    /turquoise|magenta|winter|passage/,
  );
});

test('callers without groups get what is everybody’s, and nothing of the groups', async () => {
  const { url } = await start({ kind: 'none' });
  const text = await (await ask(url)).text();
  assert.doesNotMatch(text, /turquoise|magenta|meeting\.md/);
  const open = await ask(url, {}, 'How long does the probation period last?');
  assert.match(((await open.json()) as Answer).answer, /six months/);
});

test('turns away who has no key, from questions and feedback, and says how to come in', async () => {
  const { url } = await start({ kind: 'api-key' }, { CHATBOT_API_KEYS });
  const refused = await ask(url);
  assert.equal(refused.status, 401);
  assert.match(refused.headers.get('www-authenticate') ?? '', /^Bearer /);
  const feedback = await fetch(`${url}/api/feedback`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  assert.equal(feedback.status, 401);
  assert.equal((await fetch(`${url}/api/disclosure`)).status, 200);
  assert.match(await (await fetch(url)).text(), /<form id="sign-in">/);
});

test('limits each caller by itself: requests in a minute, tokens in a day', async () => {
  const few = { CHATBOT_API_KEYS, RATE_LIMIT_PER_MINUTE: '1' };
  const { url } = await start({ kind: 'api-key' }, few);
  assert.equal((await ask(url, as('hr'))).status, 200);
  const second = await ask(url, as('hr'));
  assert.equal(second.status, 429);
  assert.ok(Number(second.headers.get('retry-after')) > 0);
  assert.equal((await ask(url, as('it'))).status, 200);

  const limits = { tokensPerDay: 10 };
  const dear = await start({ kind: 'api-key', limits }, { CHATBOT_API_KEYS });
  assert.equal((await ask(dear.url, as('hr'))).status, 200);
  const over = await ask(dear.url, as('hr'));
  assert.match(await over.text(), /tokens-used-up/);
  assert.ok(Number(over.headers.get('retry-after')) > 86_000);
  assert.equal((await ask(dear.url, as('it'))).status, 200);
});

test('lets pages of listed origins ask and show the chat, and no others', async () => {
  const origins = ['https://intranet.example'];
  const { url } = await start({ kind: 'none', origins });
  const from = (origin: string) => ask(url, { origin });
  const listed = await from('https://intranet.example');
  assert.equal(listed.status, 200);
  assert.equal(
    listed.headers.get('access-control-allow-origin'),
    'https://intranet.example',
  );
  assert.equal(listed.headers.get('access-control-allow-credentials'), null);
  for (const origin of [
    'https://evil.example',
    'https://intranet.example.evil.example',
    'http://intranet.example',
    'null',
  ]) {
    const refused = await from(origin);
    assert.equal(refused.status, 403, origin);
    assert.equal(refused.headers.get('access-control-allow-origin'), null);
  }
  assert.equal((await from(url)).status, 200);

  const preflight = (origin: string) =>
    optionsOf(`${url}/api/chat`, {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    });
  const allowed = await preflight('https://intranet.example');
  assert.equal(allowed.status, 204);
  assert.match(
    String(allowed.headers['access-control-allow-headers']),
    /authorization/,
  );
  assert.equal((await preflight('https://evil.example')).status, 403);

  const policy = (await fetch(url)).headers.get('content-security-policy');
  assert.match(policy ?? '', /frame-ancestors https:\/\/intranet\.example;/);
  const widget = await fetch(`${url}/widget.js`);
  assert.equal(
    widget.headers.get('cross-origin-resource-policy'),
    'cross-origin',
  );
});

/** `fetch` sends no preflight on request. */
function optionsOf(
  url: string,
  headers: Record<string, string>,
): Promise<{ status: number; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    request(url, { method: 'OPTIONS', headers }, answer => {
      answer.resume();
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers });
    })
      .once('error', reject)
      .end();
  });
}

test('without origins, nobody may show the chat in a frame', async () => {
  const { url } = await start({ kind: 'none' });
  const policy = (await fetch(url)).headers.get('content-security-policy');
  assert.match(policy ?? '', /frame-ancestors 'none'/);
});

test('the management port has version and metrics, and the public one health alone', async () => {
  const port = await freePort();
  const { url } = await start(
    { kind: 'none' },
    { MANAGEMENT_PORT: String(port) },
  );
  const management = `http://127.0.0.1:${port}`;
  for (const path of ['/healthz', '/version', '/metrics']) {
    assert.equal((await fetch(`${management}${path}`)).status, 200, path);
    assert.equal(
      (await fetch(`${url}${path}`)).status,
      path === '/healthz' ? 200 : 404,
      path,
    );
  }
  assert.equal((await ask(management)).status, 404);
});

test('does not start on a port that others reach without access control', async () => {
  const root = repositoryWith({});
  const start = (env: Record<string, string>) =>
    createApp(root, readConfiguration(root, { HOST: '0.0.0.0', ...env }));
  await assert.rejects(start({}), {
    name: 'ConfigurationError',
    message: /HOST is 0\.0\.0\.0/,
  });
  (await start({ CHATBOT_BEHIND_PROXY: 'true' })).close();
});
