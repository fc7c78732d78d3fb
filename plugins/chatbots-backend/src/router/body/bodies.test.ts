import { mockCredentials } from '@backstage/backend-test-utils';
import express from 'express';
import { once } from 'node:events';
import { Agent, IncomingMessage, request as httpRequest } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import request from 'supertest';
import { createTestDatabases } from '../../__testUtils__/databases';
import {
  registerWithToken,
  versionReport,
} from '../../__testUtils__/registryFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';
import { until } from '../../__testUtils__/until';
import { addBodyReaders } from './addBodyReaders';
import { bodyLimits } from './bodyLimits';

const databases = createTestDatabases();
const CHUNK = Buffer.alloc(64 * 1024, ' ');
/** More than sockets and the portal take of a body that was refused. */
const ENDLESS = 64 * 1024 * 1024;
const EXCHANGE = '/pipeline/v1/token';
const DEEP = '['.repeat(8000) + ']'.repeat(8000);

describe('bodies of requests', () => {
  let portal: Awaited<ReturnType<typeof startChatbots>>;
  let token: string;

  beforeAll(async () => {
    portal = await startChatbots({ knex: await databases.init('SQLITE_3') });
    token = await registerWithToken(portal.server);
  });

  afterAll(() => portal.backend.stop());

  /** Sends a body that never ends, for as long as nobody answers; `sent` is what went out before the answer. */
  async function sendEndlessly(
    path: string,
    options: {
      method?: string;
      headers?: Record<string, string | number>;
      /** Bytes to send before it waits for the answer. */
      most?: number;
    } = {},
  ) {
    const { method = 'post', headers = {}, most = ENDLESS } = options;
    const sender = httpRequest({
      port: portal.server.port(),
      host: 'localhost',
      method,
      path: `/api/chatbots${path}`,
      headers: { 'Content-Type': 'application/json', ...headers },
      agent: false,
    });
    // The portal may cut the connection once it has answered.
    sender.on('error', () => {});
    let answer: IncomingMessage | undefined;
    const ended = new Promise<void>(done => {
      sender.once('response', response => {
        answer = response;
        done();
      });
      sender.once('close', () => done());
    });
    sender.flushHeaders();
    let sent = 0;
    while (!answer && sent < most && !sender.destroyed) {
      await Promise.race([
        new Promise<void>(done => {
          sender.write(CHUNK, () => done());
        }),
        ended,
      ]);
      sent += CHUNK.length;
    }
    await until(() => answer !== undefined);
    const parts: Buffer[] = [];
    answer!.on('data', part => parts.push(part));
    await once(answer!, 'end');
    sender.destroy();
    const body = JSON.parse(Buffer.concat(parts).toString() || '{}');
    return {
      status: answer!.statusCode,
      reason: body.error?.reason,
      hint: body.error?.hint,
      sent,
    };
  }

  function headersFor(path: string): Record<string, string> {
    return path.startsWith('/pipeline')
      ? { Authorization: `Bearer ${token}` }
      : {};
  }

  const operations = bodyLimits().map(operation => ({
    ...operation,
    url: operation.path.replace(/\{\w+\}/g, 'x'),
  }));

  it.each(operations)(
    '$operationId refuses a body by its declared length before any of it arrives',
    async ({ method, url, limit }) => {
      const answer = await sendEndlessly(url, {
        method,
        headers: { ...headersFor(url), 'Content-Length': limit + 1 },
        most: 0,
      });
      expect(answer).toMatchObject({ status: 413, reason: 'body-too-large' });
      expect(answer.hint).toContain(`${limit} bytes`);
    },
  );

  it.each(operations)(
    '$operationId reads a body of exactly its limit',
    async ({ method, url, limit }) => {
      const { status } = await request(portal.server)
        [method](`/api/chatbots${url}`)
        .set({ 'Content-Type': 'application/json', ...headersFor(url) })
        .send(`{${' '.repeat(limit - 2)}}`);
      expect(status).toBeLessThan(500);
      expect(status).not.toBe(413);
    },
  );

  it.each(['/pipeline/v1/versions', EXCHANGE])(
    'answers a body of unknown length at %s once it is too large, while it is still being sent',
    async path => {
      const answer = await sendEndlessly(path, { headers: headersFor(path) });
      expect(answer).toMatchObject({ status: 413, reason: 'body-too-large' });
      expect(answer.sent).toBeLessThan(ENDLESS);
    },
  );

  it.each([
    ['a pipeline without a token', '/pipeline/v1/versions', {}],
    [
      'nobody',
      '/v1/chatbots',
      { Authorization: mockCredentials.none.header() },
    ],
  ])(
    'refuses %s before it reads any of a body of 5 MB',
    async (_, path, headers) => {
      const answer = await sendEndlessly(path, {
        headers: { ...headers, 'Content-Length': 5_000_000 },
        most: 0,
      });
      expect(answer.status).toBe(401);
    },
  );

  it('parses nothing of four bodies of 5 MB that arrive from nobody', async () => {
    const fields = Array.from({ length: 400_000 }, (_, n) => `"f${n}":1`);
    const large = `{${fields.join()}}`;
    const parse = jest.spyOn(JSON, 'parse');
    const answers = await Promise.all(
      Array.from({ length: 4 }, () =>
        fetch(
          `http://localhost:${portal.server.port()}/api/chatbots${EXCHANGE}`,
          {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: large,
          },
        ).then(({ status }) => status),
      ),
    );
    const longest = Math.max(
      ...parse.mock.calls.map(([text]) => String(text).length),
    );
    parse.mockRestore();
    expect(answers).toEqual([413, 413, 413, 413]);
    expect(longest).toBeLessThan(32 * 1024);
  });

  describe('sent to the exchange of tokens', () => {
    async function answerTo(
      body: string | Buffer,
      headers: Record<string, string> = {},
    ) {
      const response = await fetch(
        `http://localhost:${portal.server.port()}/api/chatbots${EXCHANGE}`,
        {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', ...headers },
          body,
        },
      );
      const { error } = await response.json();
      return [response.status, error.reason];
    }

    it('are refused with 8,000 nested lists', async () => {
      expect(await answerTo(DEEP)).toEqual([400, 'body-too-deep']);
    });

    it.each([
      ['gzip', gzipSync],
      ['deflate', deflateSync],
    ])('count inflated when they come by %s', async (encoding, compress) => {
      const bomb = compress(Buffer.alloc(10 * 1024 * 1024, ' '));
      expect(bomb.length).toBeLessThan(32 * 1024);
      expect(await answerTo(bomb, { 'Content-Encoding': encoding })).toEqual([
        413,
        'body-too-large',
      ]);
      expect(
        await answerTo(compress(DEEP), { 'Content-Encoding': encoding }),
      ).toEqual([400, 'body-too-deep']);
    });

    it('are refused when they are not compressed as they say', async () => {
      expect(
        await answerTo('{"identityToken":"x"}', { 'Content-Encoding': 'gzip' }),
      ).toEqual([400, 'input-invalid']);
      const whole = gzipSync('{"identityToken":"x"}');
      expect(
        await answerTo(whole.subarray(0, -9), { 'Content-Encoding': 'gzip' }),
      ).toEqual([400, 'input-invalid']);
    });

    it.each([
      ['text/plain'],
      ['application/x-www-form-urlencoded'],
      ['application/json; charset=utf-16'],
      ['application/json, text/plain'],
      ['json'],
    ])('are refused as %s', async type => {
      expect(await answerTo('{}', { 'Content-Type': type })).toEqual([
        415,
        'body-unsupported',
      ]);
    });

    it('are refused in an encoding that nobody reads', async () => {
      expect(
        await answerTo(brotliCompressSync('{}'), { 'Content-Encoding': 'br' }),
      ).toEqual([415, 'body-unsupported']);
    });
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
  ])('takes a report compressed by %s', async (encoding, compress) => {
    const version = `1.0.0-${encoding}`;
    const response = await fetch(
      `http://localhost:${portal.server.port()}/api/chatbots/pipeline/v1/versions`,
      {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json; charset=UTF-8',
          'Content-Encoding': encoding,
          Authorization: `Bearer ${token}`,
        },
        body: compress(JSON.stringify(versionReport({ version }))),
      },
    );
    expect(response.status).toBeLessThan(300);
    expect(await response.json()).toMatchObject({ version });
  });

  it('leaves the body of an operation that takes none unread', async () => {
    const answer = await sendEndlessly('/.well-known/chatbot-portal/keys', {
      method: 'get',
      headers: { 'Content-Length': 5_000_000 },
      most: 0,
    });
    expect(answer.status).toBe(200);
  });

  it('takes a next request on the same connection after one was refused', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const send = async (body: Buffer) => {
      const sender = httpRequest({
        agent,
        port: portal.server.port(),
        host: 'localhost',
        method: 'POST',
        path: `/api/chatbots${EXCHANGE}`,
        headers: { 'Content-Type': 'application/json' },
      });
      // Without a length, so that it is refused while it arrives.
      sender.write(body);
      sender.end();
      const [answer] = (await once(sender, 'response')) as [IncomingMessage];
      answer.resume();
      await once(answer, 'end');
      return [answer.statusCode, sender.reusedSocket];
    };
    expect(await send(Buffer.alloc(1024 * 1024, ' '))).toEqual([413, false]);
    expect(await send(Buffer.from('{}'))).toEqual([400, true]);
    agent.destroy();
  });
});

describe('bodies that a parser of the app has read already', () => {
  const app = express();
  app.use(express.json({ limit: '10mb' }));
  addBodyReaders(app);
  app.post(EXCHANGE, (req, res) => {
    res.json(req.body);
  });
  app.use(((error, _req, res, _next) =>
    res
      .status(error.statusCode ?? 400)
      .json(error.reason)) as express.ErrorRequestHandler);

  const send = async (body: string) =>
    (
      await request(app)
        .post(EXCHANGE)
        .set('Content-Type', 'application/json')
        .send(body)
    ).body;

  it('are held to the same limits', async () => {
    expect(await send('{"a":1}')).toEqual({ a: 1 });
    expect(await send(DEEP)).toBe('body-too-deep');
    expect(await send(JSON.stringify(['x'.repeat(40_000)]))).toBe(
      'body-too-large',
    );
  });
});

describe('types of bodies', () => {
  const app = express();
  addBodyReaders(app);
  app.use((req, res) => {
    res.json(req.headers['content-type'] ?? null);
  });

  it.each([
    ['of an operation with a body', 'post', EXCHANGE],
    ['of any other request', 'get', '/.well-known/chatbot-portal/keys'],
  ] as const)(
    'reach the validator in one spelling, since it keeps a schema for each: %s',
    async (_, method, path) => {
      const { body } = await request(app)
        [method](path)
        .set('Content-Type', 'application/json; charset=utf-8; any=thing');
      expect(body).toBe('application/json');
    },
  );
});
