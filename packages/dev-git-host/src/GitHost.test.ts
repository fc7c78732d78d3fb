import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startGitHost } from './GitHost';
import { PASSWORD, TestHost } from './testing/TestHost';

jest.setTimeout(60_000);

describe('git over HTTP', () => {
  let host: TestHost;

  beforeAll(async () => {
    host = await TestHost.start();
  });
  afterAll(() => host.remove());

  it('clones what was pushed, also large and through protocol v2', async () => {
    const folder = await host.publish('large', {
      'README.md': '# Large\n',
      // More than git sends in one piece: the push is chunked.
      'data.bin': Array.from(
        { length: 300_000 },
        (_, n) => (n * 2654435761) % 4294967296,
      ).join(),
    });
    const head = await host.git(folder, 'rev-parse', 'HEAD');
    const clone = `${host.folder}/clone-large`;
    await host.git(
      host.folder,
      '-c',
      'protocol.version=2',
      'clone',
      '--quiet',
      host.gitUrl('large'),
      clone,
    );
    expect(await host.git(clone, 'rev-parse', 'HEAD')).toBe(head);
    await host.git(clone, 'fsck', '--strict');
    // A fetch that knows many commits sends its request gzipped.
    for (let n = 0; n < 30; n += 1) {
      await host.commit(clone, {}, `Change ${n}`);
    }
    await host.git(clone, 'push', '--quiet', 'origin', 'HEAD:main');
    await host.git(folder, 'pull', '--quiet', host.gitUrl('large'), 'main');
    expect(await host.git(folder, 'rev-list', '--count', 'HEAD')).toBe('31');
  });

  it('refuses anonymous and wrong credentials alike for what exists and what does not', async () => {
    await host.publish('private', { 'a.txt': 'a' });
    for (const credential of [
      '',
      'portal:wrong-password',
      'other:host-password-1',
    ]) {
      for (const name of ['private', 'missing']) {
        await expect(
          host.git(host.folder, 'ls-remote', host.gitUrl(name, credential)),
        ).rejects.toThrow(/could not read Username|Authentication failed/);
        for (const path of [
          `/chatbot-team/${name}.git/info/refs?service=git-upload-pack`,
          `/api/v1/repos/chatbot-team/${name}`,
          `/api/v1/repos/chatbot-team/${name}/raw/a.txt`,
          `/api/packages/chatbot-team/generic/${name}/1.0.0/a.tgz`,
        ]) {
          expect((await host.fetch(path, { credential })).status).toBe(401);
        }
      }
    }
    const page = await host.fetch('/chatbot-team/private', { credential: '' });
    expect(page.status).toBe(303);
    expect(page.headers.get('location')).toBe(
      '/user/login?redirect_to=%2Fchatbot-team%2Fprivate',
    );
  });

  it('serves no file of a repository but through the smart protocol', async () => {
    await host.publish('files', { 'a.txt': 'a' });
    for (const path of [
      'config',
      'HEAD',
      'objects/info/packs',
      'info/refs',
      'info/refs?service=git-x',
      '../1.git/config',
    ]) {
      const response = await host.fetch(`/chatbot-team/files.git/${path}`);
      expect(response.status).toBe(404);
    }
  });

  it('lets an account do what its right and its token are for, and hides what it may not see', async () => {
    const folder = await host.publish('one', { 'a.txt': 'a' });
    await host.publish('two', { 'a.txt': 'a' });
    const of = (login: string, access: 'read' | 'write' | 'admin') =>
      host.account(login, { repository: 'one', access });
    const reader = await of('reader', 'read');
    const writer = await of('writer', 'write');
    const admin = await of('manager', 'admin');
    await host.git(folder, 'ls-remote', host.gitUrl('one', reader));
    await host.git(folder, 'push', host.gitUrl('one', writer), 'HEAD:by-token');
    await expect(
      host.git(folder, 'push', host.gitUrl('one', reader), 'HEAD:refused'),
    ).rejects.toThrow(/403/);
    await expect(
      host.git(folder, 'ls-remote', host.gitUrl('two', writer)),
    ).rejects.toThrow(/not found/);

    const one = '/api/v1/repos/chatbot-team/one';
    const post = (body: object) => ({
      method: 'POST',
      body: JSON.stringify(body),
    });
    const status = async (
      credential: string,
      path: string,
      init: RequestInit = {},
    ) => (await host.fetch(path, { ...init, credential })).status;
    expect(await status(writer, one)).toBe(200);
    expect(await status(writer, '/api/v1/repos/chatbot-team/two')).toBe(404);
    expect(await status(writer, one, { method: 'DELETE' })).toBe(403);
    expect(await status(writer, one, { method: 'PATCH', body: '{}' })).toBe(
      403,
    );
    expect(
      await status(
        writer,
        '/api/v1/orgs/chatbot-team/repos',
        post({ name: 'x' }),
      ),
    ).toBe(403);
    expect(await status(writer, `${one}/branch_protections`, post({}))).toBe(
      403,
    );
    expect(
      await status(
        reader,
        `${one}/actions/workflows/x.yml/dispatches`,
        post({ ref: 'main' }),
      ),
    ).toBe(403);
    // Secrets and variables are the owner's: an administrator of the repository does not read their names either.
    for (const what of ['secrets', 'variables']) {
      const answer = await host.fetch(`${one}/actions/${what}`, {
        credential: admin,
      });
      expect([answer.status, (await answer.json()).message]).toEqual([
        403,
        'user should be the owner of the repo',
      ]);
    }
    const permission = (login: string) =>
      `${one}/collaborators/${login}/permission`;
    expect(await host.json(permission('writer'))).toMatchObject({
      permission: 'write',
      user: { login: 'writer' },
    });
    expect(await status(writer, permission('writer'))).toBe(200);
    expect(await status(writer, permission('manager'))).toBe(403);

    const narrow = await host.account('writer', {
      scopes: ['read:repository'],
    });
    expect(await status(narrow, one)).toBe(200);
    const refused = await host.fetch(`${one}/branches`, {
      ...post({ new_branch_name: 'x' }),
      credential: narrow,
    });
    expect([refused.status, (await refused.json()).message]).toEqual([
      403,
      expect.stringContaining('required=[write:repository]'),
    ]);
    expect(await status(narrow, '/api/v1/user')).toBe(403);
    expect(await status('writer:wrong', one)).toBe(401);
  });

  it('ends a broken-off push without a trace and keeps serving', async () => {
    await host.publish('broken', { 'a.txt': 'a' });
    const { port } = new URL(host.url);
    await new Promise<void>(resolve => {
      const call = httpRequest({
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/chatbot-team/broken.git/git-receive-pack',
        headers: {
          Authorization: `Basic ${Buffer.from(`portal:${PASSWORD}`).toString(
            'base64',
          )}`,
          'Content-Type': 'application/x-git-receive-pack-request',
          'Content-Length': '1000',
          // Answered once the host has the head of the request.
          Expect: '100-continue',
        },
      });
      call.on('error', () => resolve());
      call.on('continue', () => call.write('00b0', () => call.destroy()));
      call.flushHeaders();
      call.on('close', () => resolve());
    });
    expect(
      await host.git(host.folder, 'ls-remote', host.gitUrl('broken')),
    ).toMatch(/refs\/heads\/main$/);
  });
});

describe('the host itself', () => {
  const options = { password: PASSWORD };

  it('refuses every address but loopback', async () => {
    for (const address of ['0.0.0.0', '::', '192.168.1.10', 'example.com']) {
      await expect(
        startGitHost({ ...options, root: '/nowhere', address }),
      ).rejects.toThrow(/listens on loopback only/);
    }
  });

  it('refuses foreign host names and requests that other sites make a browser send', async () => {
    const host = await TestHost.start();
    try {
      const { port } = new URL(host.url);
      const ask = (headers: Record<string, string>, method = 'GET') =>
        new Promise<number | undefined>((resolve, reject) => {
          httpRequest(
            { port, host: '127.0.0.1', method, path: '/user/login', headers },
            answer => {
              answer.resume();
              resolve(answer.statusCode);
            },
          )
            .on('error', reject)
            .end();
        });
      expect(await ask({ host: `127.0.0.1:${port}` })).toBe(200);
      expect(await ask({ host: `rebound.example:${port}` })).toBe(403);
      expect(
        await ask(
          { host: `127.0.0.1:${port}`, origin: 'http://evil.example' },
          'POST',
        ),
      ).toBe(403);
      expect(
        await ask({ host: `127.0.0.1:${port}`, origin: host.url }, 'POST'),
      ).toBe(401);
    } finally {
      await host.remove();
    }
  });

  it('names the remedy for a taken port and for a folder in use', async () => {
    const blocker = createServer();
    await new Promise<void>(resolve => blocker.listen(0, '127.0.0.1', resolve));
    const { port } = blocker.address() as AddressInfo;
    const other = await TestHost.folderOnly();
    const host = await TestHost.start();
    try {
      await expect(other.start({ port })).rejects.toThrow(
        `Port ${port} is taken: stop what listens there, or set gitHost.port`,
      );
      await expect(
        startGitHost({ ...options, root: host.root }),
      ).rejects.toThrow(/Another git host uses the folder/);
    } finally {
      blocker.close();
      await other.remove();
      await host.remove();
    }
  });

  it('lets a browser in by password or, when configured, as a demo user who may not use the API', async () => {
    const host = await TestHost.start({ demoSignIn: true });
    const closed = await TestHost.start();
    try {
      await host.publish('bot', { 'README.md': '<script>alert(1)</script>' });
      const form = (target: TestHost, path: string, body: string) =>
        target.fetch(path, {
          credential: '',
          method: 'POST',
          body,
          headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        });
      expect(
        (await form(closed, '/user/demo', '')).headers.get('set-cookie'),
      ).toBeNull();
      expect(
        (await form(host, '/user/login', 'username=portal&password=wrong'))
          .status,
      ).toBe(401);
      const answer = await form(
        host,
        '/user/demo',
        'target=%2F%2Fevil.example',
      );
      expect(answer.headers.get('location')).toBe('/');
      const cookie = String(answer.headers.get('set-cookie')).split(';')[0];
      const look = (path: string, value: string) =>
        host.fetch(path, { credential: '', headers: { Cookie: value } });
      const page = await (await look('/chatbot-team/bot', cookie)).text();
      expect(page).toContain('&lt;script&gt;');
      expect(page).not.toContain('<script>');
      expect(
        (await look('/api/v1/repos/chatbot-team/bot', cookie)).status,
      ).toBe(401);
      const forged = `${cookie.slice(0, -2)}xx`;
      expect((await look('/chatbot-team/bot', forged)).status).toBe(303);
      expect(
        (
          await look('/chatbot-team/bot/raw/branch/main/README.md', cookie)
        ).headers.get('content-type'),
      ).toMatch(/^text\/plain/);
    } finally {
      await host.remove();
      await closed.remove();
    }
  });
});
