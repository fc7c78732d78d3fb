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
  authorization: string | undefined;
  body: {
    model: string;
    temperature: number;
    messages: { role: string; content: string }[];
  };
}

const sent: Sent[] = [];
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request
    .on('data', (chunk: Buffer) => chunks.push(chunk))
    .on('end', () => {
      const body = JSON.parse(
        Buffer.concat(chunks).toString('utf8'),
      ) as Sent['body'];
      const { authorization } = request.headers;
      sent.push({ path: request.url, authorization, body });
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const content of ['Yes, ', 'it is. [1]']) {
        const choices = [{ index: 0, delta: { role: 'assistant', content } }];
        response.write(`data: ${JSON.stringify({ id: '1', choices })}\n\n`);
      }
      const last = { index: 0, delta: {}, finish_reason: 'stop' };
      response.write(
        `data: ${JSON.stringify({ id: '1', choices: [last] })}\n\n`,
      );
      response.end('data: [DONE]\n\n');
    });
});

let env: NodeJS.ProcessEnv = {};
before(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  env = {
    OPENAI_API_KEY: 'key-of-the-bot',
    OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`,
  };
});
after(() => {
  server.close().closeAllConnections();
});

test('with its key set, the configured model answers, and is told the prompt and the parameters', async () => {
  const root = repositoryWith({
    model: {
      provider: 'openai',
      name: 'model-1',
      temperature: 0.2,
      maxOutputTokens: 64,
    },
  });
  const model = await createModel(readConfiguration(root, env));
  const retriever = findingOnly('Parking is free.');
  const { chat } = createTestGraph({ model, retriever });
  const answer = await chat.ask('Is parking free?', {
    signal: AbortSignal.timeout(10_000),
  });
  assert.equal(answer.answer, 'Yes, it is. [1]');
  assert.equal(answer.sources[0]?.cited, true);
  const [{ path, authorization, body }, ...more] = sent as [Sent, ...Sent[]];
  assert.equal(more.length, 0);
  assert.deepEqual(
    [path, authorization, body.model, body.temperature],
    ['/v1/chat/completions', 'Bearer key-of-the-bot', 'model-1', 0.2],
  );
  const [system, human] = body.messages;
  assert.match(system?.content ?? '', /Answer only from the passages/);
  assert.match(human?.content ?? '', /Parking is free\./);
});

test('without its key, nothing is sent and the local model answers', async () => {
  const already = sent.length;
  const root = repositoryWith({
    model: {
      provider: 'openai',
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
