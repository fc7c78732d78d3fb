import express from 'express';
import { once } from 'node:events';
import { createServer, get } from 'node:http';
import { AddressInfo } from 'node:net';
import { until } from '../__testUtils__/until';
import { sendDownload } from './sendDownload';

const LINE = `${'x'.repeat(64 * 1024)}\n`;

/** Serves a file without end and counts the lines that were made of it. */
async function serveEndless() {
  let made = 0;
  let ended: (how: string) => void = () => {};
  const done = new Promise<string>(resolve => {
    ended = resolve;
  });
  async function* lines() {
    try {
      for (;;) {
        made += 1;
        yield LINE;
      }
    } finally {
      ended('stopped');
    }
  }
  const app = express();
  app.get('/', (_req, res, next) => {
    sendDownload(res, {
      fileName: 'audit.ndjson',
      mediaType: 'application/x-ndjson',
      lines: lines(),
    }).then(() => undefined, next);
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { server, port, done, made: () => made };
}

describe('sendDownload', () => {
  it('reads no faster than the client, and stops when the client leaves', async () => {
    const { server, port, done, made } = await serveEndless();
    const call = get({ host: '127.0.0.1', port, path: '/' });
    call.on('error', () => {});
    const [response] = await once(call, 'response');
    response.pause();
    // Another client takes what it gets: so much the server can make in this time.
    const other = await serveEndless();
    const reading = get({ host: '127.0.0.1', port: other.port, path: '/' });
    reading.on('error', () => {});
    reading.on('response', taken => taken.on('error', () => {}).resume());
    await until(() => other.made() > 2000);
    // What fits into the buffers of two sockets.
    expect(made()).toBeLessThan(500);
    reading.destroy();
    expect(await other.done).toBe('stopped');
    other.server.close();
    call.destroy();
    expect(await done).toBe('stopped');
    server.close();
  });

  it('cuts the connection when reading fails', async () => {
    const app = express();
    app.get('/', (_req, res, next) => {
      async function* lines() {
        yield 'first\n';
        throw new Error('lost');
      }
      sendDownload(res, {
        fileName: 'a',
        mediaType: 'text/csv',
        lines: lines(),
      }).then(() => undefined, next);
    });
    app.use(
      (
        _error: Error,
        _req: express.Request,
        _res: express.Response,
        _next: express.NextFunction,
      ) => {},
    );
    const server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await expect(
      fetch(`http://127.0.0.1:${port}/`).then(response => response.text()),
    ).rejects.toThrow();
    server.close();
  });
});
