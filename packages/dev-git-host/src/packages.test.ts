import { Readable } from 'node:stream';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { TestHost } from './testing/TestHost';

jest.setTimeout(60_000);

const path = (file: string, version = '1.0.0', name = 'bot') =>
  `/api/packages/chatbot-team/generic/${name}/${version}/${file}`;

describe('the generic package registry', () => {
  let host: TestHost;

  beforeAll(async () => {
    host = await TestHost.start({ maxPackageBytes: 100_000 });
  });
  afterAll(() => host.remove());

  const put = (
    target: string,
    body: RequestInit['body'],
    credential?: string,
  ) =>
    host.fetch(target, {
      method: 'PUT',
      body,
      credential,
      headers: { 'Content-Type': 'application/octet-stream' },
      duplex: 'half',
    } as RequestInit);

  it('keeps the exact bytes and never replaces them', async () => {
    const bytes = Buffer.from([0, 1, 2, 255]);
    expect((await put(path('bot.tgz'), bytes)).status).toBe(201);
    expect((await put(path('bot.tgz'), 'other')).status).toBe(409);
    const answer = await host.fetch(path('bot.tgz'));
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
    const head = await host.fetch(path('bot.tgz'), { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe('4');
    expect(
      (await host.fetch(path('bot.tgz'), { method: 'DELETE' })).status,
    ).toBe(404);
    expect((await host.fetch(path('bot.tgz', '2.0.0'))).status).toBe(404);
  });

  it('lets one of many uploads at the same moment win', async () => {
    const bodies = Array.from({ length: 8 }, (_, n) => `content ${n}`);
    const statuses = await Promise.all(
      bodies.map(async body => (await put(path('race.tgz'), body)).status),
    );
    expect(statuses.filter(status => status === 201)).toHaveLength(1);
    expect(statuses.filter(status => status === 409)).toHaveLength(7);
    const stored = await (await host.fetch(path('race.tgz'))).text();
    expect(stored).toBe(bodies[statuses.indexOf(201)]);
  });

  it('refuses what is too large, announced or not, and leaves nothing behind', async () => {
    const large = Buffer.alloc(100_001, 'x');
    expect((await put(path('large.tgz'), large)).status).toBe(413);
    const chunks = Readable.toWeb(
      Readable.from([large.subarray(0, 60_000), large.subarray(0, 60_000)]),
    );
    const status = await put(
      path('large.tgz'),
      chunks as unknown as RequestInit['body'],
    ).then(
      answer => answer.status,
      () => 'connection closed',
    );
    expect([413, 'connection closed']).toContain(status);
    expect((await host.fetch(path('large.tgz'))).status).toBe(404);
    expect(await readdir(join(host.root, 'uploads'))).toEqual([]);
  });

  it.each([
    '..',
    '%2e%2e',
    '..%2f..%2fstate',
    '.hidden',
    'a%00b',
    '-rf',
    'a%5cb',
  ])('refuses %s as a name, version or file', async bad => {
    for (const target of [
      path(bad),
      path('a.tgz', bad),
      path('a.tgz', '1.0.0', bad),
    ]) {
      expect([400, 404]).toContain((await put(target, 'x')).status);
    }
    expect(await readdir(join(host.root, 'state'))).not.toContain('1.0.0');
  });

  it('keeps tokens to the packages of their own repository', async () => {
    const token = async (name: string, access: string) => {
      await host.createRepository(name);
      const answer = await host.json(
        `/api/v1/repos/chatbot-team/${name}/deploy_tokens`,
        {
          method: 'POST',
          body: JSON.stringify({ name: 't', access }),
        },
      );
      return `any:${answer.token}`;
    };
    const one = await token('one', 'write');
    const two = await token('two', 'write');
    const reader = await token('three', 'read');
    expect((await put(path('a.tgz', '1', 'one'), 'x', one)).status).toBe(201);
    expect(
      (await host.fetch(path('a.tgz', '1', 'one'), { credential: one })).status,
    ).toBe(200);
    expect(
      (await host.fetch(path('a.tgz', '1', 'one'), { credential: two })).status,
    ).toBe(404);
    expect((await put(path('b.tgz', '1', 'one'), 'x', two)).status).toBe(403);
    expect((await put(path('a.tgz', '1', 'three'), 'x', reader)).status).toBe(
      403,
    );
    await host.json('/api/v1/orgs', {
      method: 'POST',
      body: JSON.stringify({ username: 'others' }),
    });
    const foreign = '/api/packages/others/generic/one/1/a.tgz';
    expect((await put(foreign, 'x', one)).status).toBe(404);
  });
});
