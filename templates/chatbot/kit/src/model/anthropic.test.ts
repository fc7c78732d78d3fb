import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { readConfiguration } from '../config/configuration.ts';
import { createModel } from './createModel.ts';
import {
  createTestGraph,
  findingOnly,
  repositoryWith,
} from '../testing/createTestGraph.ts';

/* The whole way to the provider, which stands on loopback here: what is sent, and what becomes of its answer. */

interface Sent {
  path: string | undefined;
  key: unknown;
  body: {
    model: string;
    temperature: number;
    max_tokens: number;
    system: unknown;
    messages: object[];
  };
}

const text = (said: string) => ({
  type: 'content_block_delta',
  index: 0,
  delta: { type: 'text_delta', text: said },
});
const EVENTS = [
  {
    type: 'message_start',
    message: {
      id: '1',
      type: 'message',
      role: 'assistant',
      content: [],
      model: 'model-1',
      usage: { input_tokens: 9, output_tokens: 0 },
    },
  },
  {
    type: 'content_block_start',
    index: 0,
    content_block: { type: 'text', text: '' },
  },
  text('Yes, '),
  text('it is. [1]'),
  { type: 'content_block_stop', index: 0 },
  {
    type: 'message_delta',
    delta: { stop_reason: 'end_turn' },
    usage: { output_tokens: 6 },
  },
  { type: 'message_stop' },
];

const sent: Sent[] = [];
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request
    .on('data', (chunk: Buffer) => chunks.push(chunk))
    .on('end', () => {
      const body = JSON.parse(
        Buffer.concat(chunks).toString('utf8'),
      ) as Sent['body'];
      sent.push({ path: request.url, key: request.headers['x-api-key'], body });
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const event of EVENTS) {
        response.write(
          `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
        );
      }
      response.end();
    });
});

let env: NodeJS.ProcessEnv = {};
before(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  env = {
    ANTHROPIC_API_KEY: 'key-of-the-bot',
    ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}`,
  };
});
after(() => {
  server.close().closeAllConnections();
});

test('with its key set, the configured model answers, and is told the prompt and the parameters', async () => {
  const root = repositoryWith({
    model: {
      provider: 'anthropic',
      name: 'model-1',
      temperature: 0.2,
      maxOutputTokens: 64,
    },
  });
  const model = await createModel(readConfiguration(root, env));
  const retriever = findingOnly('Parking is free.');
  const { chat, telemetry } = createTestGraph({ model, retriever });
  const answer = await chat.ask('Is parking free?', {
    signal: AbortSignal.timeout(10_000),
  });
  assert.equal(answer.answer, 'Yes, it is. [1]');
  assert.equal(answer.sources[0]?.cited, true);
  const [{ path, key, body }, ...more] = sent as [Sent, ...Sent[]];
  assert.equal(more.length, 0);
  assert.deepEqual(
    [path, key, body.model, body.temperature, body.max_tokens],
    ['/v1/messages', 'key-of-the-bot', 'model-1', 0.2, 64],
  );
  assert.match(JSON.stringify(body.system), /Answer only from the passages/);
  assert.match(JSON.stringify(body.messages), /Parking is free\./);
  const tokens = await telemetry.tokens.get();
  assert.deepEqual(
    tokens.values.map(({ labels, value }) => [labels.kind, value]),
    [
      ['input', 9],
      ['output', 6],
    ],
  );
});

test('without its key, nothing is sent and the local model answers', async () => {
  const already = sent.length;
  const root = repositoryWith({
    model: {
      provider: 'anthropic',
      name: 'model-1',
      temperature: 0,
      maxOutputTokens: 64,
    },
  });
  const model = await createModel(readConfiguration(root, {}));
  await createTestGraph({ model }).chat.ask('How many days of leave?', {
    signal: AbortSignal.timeout(10_000),
  });
  assert.equal(sent.length, already);
});
