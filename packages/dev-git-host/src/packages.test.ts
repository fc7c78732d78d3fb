import { Readable } from 'node:stream';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { TestHost, tinyProject } from './testing/TestHost';

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

  it('keeps a job to the packages of its own repository, and others to their own', async () => {
    const publish = (name: string, other: string) => `
      const at = process.env.ARTIFACT_REPOSITORY_URL + '/api/packages/chatbot-team/generic/';
      const headers = { Authorization: 'token ' + process.env.ARTIFACT_REPOSITORY_TOKEN };
      const send = (path, method) => fetch(at + path, { method, headers, ...(method === 'PUT' && { body: 'x' }) });
      console.log('OWN', (await send('${name}/1/a.tgz', 'PUT')).status, (await send('${name}/1/a.tgz', 'GET')).status);
      console.log('OTHER', (await send('${other}/1/a.tgz', 'GET')).status, (await send('${other}/1/b.tgz', 'PUT')).status);`;
    await host.publish('one', tinyProject({ ci: publish('one', 'none') }));
    const [first] = await host.endedRuns('one', 1);
    expect(await host.log('one', first.id)).toContain('OWN 201 200\n');
    await host.publish('two', tinyProject({ ci: publish('two', 'one') }));
    const [second] = await host.endedRuns('two', 1);
    expect(await host.log('two', second.id)).toContain('OTHER 404 403\n');
    const credential = await host.account('reader');
    expect(
      (await host.fetch(path('a.tgz', '1', 'one'), { credential })).status,
    ).toBe(404);
    expect((await put(path('c.tgz', '1', 'one'), 'x', credential)).status).toBe(
      404,
    );
  });
});
