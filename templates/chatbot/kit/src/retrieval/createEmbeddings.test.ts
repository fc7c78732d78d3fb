import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { createEmbeddings } from './createEmbeddings.ts';
import { READING } from './embedChunks.ts';

interface Sent {
  path?: string;
  authorization?: string;
  body: { model: string; input: string[] };
}

/** A provider on loopback that gives each text its length as a vector. */
async function startProvider(t: TestContext, status = 200) {
  const sent: Sent[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) {
      parts.push(part as Buffer);
    }
    const body = JSON.parse(Buffer.concat(parts).toString()) as Sent['body'];
    const { authorization } = request.headers;
    sent.push({ path: request.url, authorization, body });
    const texts = [body.input].flat();
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        data: texts.map((text, index) => ({
          index,
          embedding: [text.length, 1],
        })),
      }),
    );
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  return { sent, baseUrl: `http://127.0.0.1:${port}/v1` };
}

test('texts go to the configured gateway with its key, and come back as vectors', async t => {
  const { sent, baseUrl } = await startProvider(t);
  const { embeddings, model } = await createEmbeddings({
    provider: 'openai',
    name: 'model-1',
    apiKey: 'key-1',
    baseUrl,
  });
  assert.deepEqual(await embeddings.embedDocuments(['four', 'sixsix']), [
    [4, 1],
    [6, 1],
  ]);
  assert.deepEqual(await embeddings.embedQuery('one'), [3, 1]);
  assert.deepEqual(sent[0], {
    path: '/v1/embeddings',
    authorization: 'Bearer key-1',
    body: { ...sent[0]?.body, model: 'model-1', input: ['four', 'sixsix'] },
  });
  // Vectors of one name behind two gateways may be two models'.
  assert.equal(model, `openai:model-1@${baseUrl} ${READING}`);
});

test('a key that the provider refuses fails the question', async t => {
  const { baseUrl } = await startProvider(t, 401);
  const { embeddings } = await createEmbeddings({
    provider: 'openai',
    name: 'model-1',
    apiKey: 'wrong',
    baseUrl,
  });
  await assert.rejects(embeddings.embedQuery('one'), { status: 401 });
});

test("local embeddings are those of the repository's layer; where it is missing, what to do is said", async t => {
  const root = mkdtempSync(join(tmpdir(), 'layer-'));
  t.after(() => rmSync(root, { recursive: true }));
  await assert.rejects(createEmbeddings({ provider: 'local', root }), {
    name: 'RetrievalError',
    message: /add it, run npm ci, then npm run weights --workspace @chatbot/,
  });
  const layer = join(root, 'node_modules/@chatbot/embeddings-local');
  mkdirSync(layer, { recursive: true });
  writeFileSync(
    join(layer, 'package.json'),
    '{ "type": "module", "exports": "./index.js" }',
  );
  writeFileSync(
    join(layer, 'index.js'),
    `export class LocalEmbeddings {
      static model = 'tiny@1';
      static async load() { return new LocalEmbeddings(); }
      async embedQuery(text) { return [text.length]; }
    }`,
  );
  const { embeddings, model } = await createEmbeddings({
    provider: 'local',
    root,
  });
  assert.deepEqual(
    [model, await embeddings.embedQuery('four')],
    [`tiny@1 ${READING}`, [4]],
  );
});
