import { createServer, Server } from 'node:net';
import { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { Receiver, startReceiver } from '../../../__testUtils__/startReceiver';
import {
  WEBHOOK_SECRET,
  webhookTarget,
} from '../../../__testUtils__/setUpWebhook';
import { until } from '../../../__testUtils__/until';
import { parseRange, Resolve } from './addresses';
import { sendWebhook } from './sendWebhook';

const message = {
  id: '5f0c8f3e-7d1c-4f7e-9a77-0d7f6d1f2a10',
  body: '{"type":"promotion.approved","text":"ä"}',
  sentAt: new Date(),
};

describe('sending to a webhook', () => {
  let receiver: Receiver | undefined;
  let listener: Server | undefined;

  afterEach(async () => {
    await receiver?.stop();
    receiver = undefined;
    listener?.close();
    listener = undefined;
  });

  it('signs a request that the library of receivers verifies', async () => {
    receiver = await startReceiver();
    const result = await sendWebhook(webhookTarget(receiver.url), message);
    expect(result).toEqual({ status: 204 });
    const [{ body, headers, path }] = receiver.requests;
    expect(path).toBe('/hook');
    expect(body).toBe(message.body);
    expect(headers).toMatchObject({
      'webhook-id': message.id,
      'content-type': 'application/json',
    });
    const named = headers as Record<string, string>;
    expect(new Webhook(WEBHOOK_SECRET).verify(body, named)).toEqual(
      JSON.parse(body),
    );
    expect(() =>
      new Webhook(WEBHOOK_SECRET).verify(`${body} `, named),
    ).toThrow();
    const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
    expect(() => new Webhook(other).verify(body, named)).toThrow();
  });

  it.each([301, 302, 303, 307, 308])(
    'follows no redirect of %i',
    async status => {
      const elsewhere = await startReceiver();
      receiver = await startReceiver(res =>
        res.writeHead(status, { location: elsewhere.url }).end(),
      );
      const result = await sendWebhook(webhookTarget(receiver.url), message);
      expect(result).toEqual({ status, problem: 'redirect' });
      expect(elsewhere.requests).toEqual([]);
      await elsewhere.stop();
    },
  );

  it.each([
    [200, undefined],
    [299, undefined],
    [400, 'status'],
    [410, 'gone'],
    [500, 'status'],
  ])('takes an answer of %i as %s', async (status, problem) => {
    receiver = await startReceiver(res => res.writeHead(status).end());
    expect(await sendWebhook(webhookTarget(receiver.url), message)).toEqual({
      status,
      ...(problem ? { problem } : {}),
    });
  });

  it('tells that nobody listens', async () => {
    receiver = await startReceiver();
    const { url } = receiver;
    await receiver.stop();
    expect(await sendWebhook(webhookTarget(url), message)).toEqual({
      problem: 'connection-failed',
      detail: 'ECONNREFUSED',
    });
  });

  it('waits for an answer no longer than it may', async () => {
    receiver = await startReceiver(() => {});
    expect(
      await sendWebhook(webhookTarget(receiver.url), message, {
        timeoutMs: 200,
      }),
    ).toEqual({ problem: 'timeout' });
  });

  it('reads no more than the beginning of an answer', async () => {
    let sent = 0;
    let isClosed = false;
    receiver = await startReceiver(res => {
      res.writeHead(200);
      res.on('close', () => {
        isClosed = true;
      });
      const chunk = Buffer.alloc(16 * 1024);
      const write = () => {
        while (!isClosed && sent < 256 * 1024 * 1024) {
          sent += chunk.length;
          if (!res.write(chunk)) {
            res.once('drain', write);
            return;
          }
        }
        res.end();
      };
      write();
    });
    expect(await sendWebhook(webhookTarget(receiver.url), message)).toEqual({
      status: 200,
    });
    await until(() => isClosed);
    // What the two sockets hold besides.
    expect(sent).toBeLessThan(16 * 1024 * 1024);
  });

  describe('to a host name', () => {
    /** Counts connections on every address of this machine. */
    async function listen() {
      let connections = 0;
      const server = createServer(socket => {
        connections += 1;
        socket.on('error', () => {});
        socket.destroy();
      });
      listener = server;
      await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
      const { port } = server.address() as AddressInfo;
      return { port, count: () => connections };
    }

    const resolving =
      (...addresses: string[]): Resolve =>
      (_hostname, _options, callback) =>
        callback(
          null,
          addresses.map(address => ({
            address,
            family: address.includes(':') ? 6 : 4,
          })),
        );

    it.each([
      ['loopback', '127.0.0.1'],
      ['loopback in IPv6', '::1'],
      ['loopback as an IPv4 address in IPv6', '::ffff:127.0.0.1'],
      ['private', '10.1.2.3'],
      ['private', '172.16.0.1'],
      ['private', '192.168.1.1'],
      ['link-local, where clouds keep credentials', '169.254.169.254'],
      ['link-local in IPv6', 'fe80::1'],
      ['unique local', 'fd00::1'],
      ['shared by a carrier', '100.64.0.1'],
      ['none', '0.0.0.0'],
      ['multicast', '224.0.0.1'],
      ['private behind NAT64', '64:ff9b::a00:1'],
    ])(
      'sends nothing when it resolves to an address that is %s',
      async (_, address) => {
        const { port, count } = await listen();
        const target = webhookTarget(`https://receiver.example:${port}/`);
        const resolve = resolving(address);
        expect(await sendWebhook(target, message, { resolve })).toEqual({
          problem: 'address-refused',
        });
        expect(count()).toBe(0);
      },
    );

    it('sends nothing when one of its addresses is not public', async () => {
      const { port, count } = await listen();
      const target = webhookTarget(`https://receiver.example:${port}/`);
      const resolve = resolving('93.184.216.34', '127.0.0.1');
      expect(await sendWebhook(target, message, { resolve })).toEqual({
        problem: 'address-refused',
      });
      expect(count()).toBe(0);
    });

    it('looks it up for each request, and connects to what was checked', async () => {
      const { port, count } = await listen();
      const target = webhookTarget(`https://receiver.example:${port}/`, {
        allowed: [parseRange('127.0.0.1/32')],
      });
      const lookups: string[] = [];
      const resolve: Resolve = (hostname, options, callback) => {
        lookups.push(hostname);
        resolving(lookups.length === 1 ? '127.0.0.1' : '10.0.0.1')(
          hostname,
          options,
          callback,
        );
      };
      // What listens there speaks no TLS.
      expect(await sendWebhook(target, message, { resolve })).toMatchObject({
        problem: 'connection-failed',
      });
      expect(count()).toBe(1);
      expect(await sendWebhook(target, message, { resolve })).toEqual({
        problem: 'address-refused',
      });
      expect(count()).toBe(1);
      expect(lookups).toEqual(['receiver.example', 'receiver.example']);
    });

    it('connects to an address that the configuration allows', async () => {
      const { port, count } = await listen();
      const target = webhookTarget(`https://receiver.example:${port}/`, {
        allowed: [parseRange('127.0.0.0/8')],
      });
      await sendWebhook(target, message, { resolve: resolving('127.0.0.1') });
      expect(count()).toBe(1);
    });

    it('sends nothing when localhost resolves to another machine', async () => {
      const target = webhookTarget('http://localhost:9/');
      const resolve = resolving('93.184.216.34');
      expect(await sendWebhook(target, message, { resolve })).toEqual({
        problem: 'address-refused',
      });
    });
  });
});
