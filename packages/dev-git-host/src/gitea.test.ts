import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { createPublishGiteaAction } from '@backstage/plugin-scaffolder-backend-module-gitea';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PASSWORD, TestHost } from './testing/TestHost';

jest.setTimeout(60_000);

describe("Backstage's own Gitea parts", () => {
  let host: TestHost;
  let config: ConfigReader;

  beforeAll(async () => {
    host = await TestHost.start();
    const gitea = {
      host: new URL(host.url).host,
      baseUrl: host.url,
      username: 'portal',
      password: PASSWORD,
    };
    config = new ConfigReader({ integrations: { gitea: [gitea] } });
  });
  afterAll(() => host.remove());

  async function publish(repo: string, input: Record<string, unknown> = {}) {
    const workspacePath = join(host.folder, `workspace-${repo}`);
    await mkdir(join(workspacePath, 'docs'), { recursive: true });
    await writeFile(
      join(workspacePath, 'catalog-info.yaml'),
      'kind: Component\n',
    );
    await writeFile(join(workspacePath, 'docs', 'ä b.md'), '# Guide\n');
    const action = createPublishGiteaAction({
      integrations: ScmIntegrations.fromConfig(config),
      config,
    });
    const context = createMockActionContext({
      workspacePath,
      input: {
        repoUrl: `${new URL(host.url).host}?owner=chatbot-team&repo=${repo}`,
        description: 'A chatbot',
        repoVisibility: 'private' as const,
        gitAuthorName: 'engineer',
        gitAuthorEmail: 'engineer@example.com',
        ...input,
      },
    });
    await action.handler(context as Parameters<typeof action.handler>[0]);
    return Object.fromEntries(jest.mocked(context.output).mock.calls);
  }

  const reader = () =>
    UrlReaders.default({ logger: mockServices.logger.mock(), config });

  it('publish:gitea makes a private repository with the first commit by its author, without waiting', async () => {
    const before = Date.now();
    const output = await publish('published');
    // The action looks for the page without credentials for up to 20 s.
    expect(Date.now() - before).toBeLessThan(10_000);
    expect(output.remoteUrl).toBe(`${host.url}/chatbot-team/published.git`);
    expect(output.repoContentsUrl).toBe(
      `${host.url}/chatbot-team/published/src/branch/main/`,
    );
    const repository = await host.json('/api/v1/repos/chatbot-team/published');
    expect(repository).toMatchObject({
      private: true,
      empty: false,
      description: 'A chatbot',
    });
    const [commit] = await host.json<any[]>(
      '/api/v1/repos/chatbot-team/published/commits?sha=main',
    );
    expect(commit.sha).toBe(output.commitHash);
    expect(commit.commit.author).toMatchObject({
      name: 'engineer',
      email: 'engineer@example.com',
    });
    await expect(publish('published')).rejects.toThrow(/409/);
    await expect(
      publish('x', {
        repoUrl: `${new URL(host.url).host}?owner=unknown&repo=x`,
      }),
    ).rejects.toThrow(/do not exist/);
  });

  it('the URL reader reads files, trees and searches, as catalog:register does', async () => {
    const output = await publish('readable');
    const base = String(output.repoContentsUrl);
    const file = await reader().readUrl(`${base}catalog-info.yaml`);
    expect((await file.buffer()).toString()).toBe('kind: Component\n');
    const tree = await reader().readTree(base);
    expect(tree.etag).toBe(output.commitHash);
    const names = (await tree.files()).map(found => found.path).sort();
    expect(names).toEqual(['catalog-info.yaml', 'docs/ä b.md']);
    const found = await reader().search(`${base}catalog-info.yaml`);
    expect(found.files).toHaveLength(1);
    await expect(reader().readUrl(`${base}missing.yaml`)).rejects.toThrow(
      /404/,
    );
    await expect(
      reader().readTree(base, { etag: tree.etag }),
    ).rejects.toMatchObject({
      name: 'NotModifiedError',
    });
  });

  it('a repository keeps its number through a rename', async () => {
    const { id } = await host.createRepository('old-name');
    const path = '/api/v1/repos/chatbot-team/old-name';
    await host.json(path, {
      method: 'PATCH',
      body: JSON.stringify({ name: 'new-name' }),
    });
    expect((await host.fetch(path)).status).toBe(404);
    expect(await host.json(`/api/v1/repositories/${id}`)).toMatchObject({
      id,
      full_name: 'chatbot-team/new-name',
    });
    // Deleted numbers are not given again.
    await host.fetch('/api/v1/repos/chatbot-team/new-name', {
      method: 'DELETE',
    });
    expect((await host.createRepository('old-name')).id).toBeGreaterThan(id);
  });

  it('lists and compares commits with the addresses of their authors', async () => {
    const folder = await host.publish('history', { 'a.txt': '1' });
    const base = await host.git(folder, 'rev-parse', 'HEAD');
    await host.git(folder, 'checkout', '--quiet', '-b', 'feature/x');
    const second = await host.commit(
      folder,
      { 'a.txt': '2' },
      'Second\n\nwith a body',
    );
    const third = await host.commit(folder, { 'b.txt': '3' }, 'Third');
    await host.git(
      folder,
      'push',
      '--quiet',
      host.gitUrl('history'),
      'HEAD:feature/x',
    );
    const api = '/api/v1/repos/chatbot-team/history';
    const compared = await host.json(`${api}/compare/main...feature/x`);
    expect(compared.total_commits).toBe(2);
    expect(compared.commits.map((found: { sha: string }) => found.sha)).toEqual(
      [third, second],
    );
    expect(compared.commits[1].commit.message).toBe('Second\n\nwith a body\n');
    expect(compared.commits[1].parents[0].sha).toBe(base);
    expect(
      (await host.json(`${api}/compare/${base}...${second}`)).total_commits,
    ).toBe(1);
    const response = await host.fetch(
      `${api}/commits?sha=feature/x&limit=1&page=2`,
    );
    expect(response.headers.get('x-total-count')).toBe('3');
    expect(
      (await response.json()).map((found: { sha: string }) => found.sha),
    ).toEqual([second]);
    expect(
      (await host.json<any[]>(`${api}/commits?sha=feature/x&path=b.txt`))
        .length,
    ).toBe(1);
    const branches = await host.json<any[]>(`${api}/branches`);
    expect(branches.map(branch => branch.name)).toEqual(['feature/x', 'main']);
    expect((await host.json(`${api}/branches/feature/x`)).commit.id).toBe(
      third,
    );
    expect((await host.fetch(`${api}/raw/b.txt?ref=main`)).status).toBe(404);
    expect(
      await (await host.fetch(`${api}/raw/b.txt?ref=feature/x`)).text(),
    ).toBe('3');
  });

  it('refuses names and references that would reach elsewhere', async () => {
    await host.publish('guarded', { 'a.txt': '1' });
    for (const name of [
      '..',
      '.',
      '../x',
      'a/b',
      '-x',
      'x.git',
      'a..b',
      '',
      'a\0b',
      'x'.repeat(101),
    ]) {
      const response = await host.fetch('/api/v1/orgs/chatbot-team/repos', {
        method: 'POST',
        body: JSON.stringify({ name }),
      });
      expect([name, response.status]).toEqual([name, 400]);
      const organization = await host.fetch('/api/v1/orgs', {
        method: 'POST',
        body: JSON.stringify({ username: name }),
      });
      expect([name, organization.status]).toEqual([name, 400]);
    }
    const api = '/api/v1/repos/chatbot-team/guarded';
    for (const path of [
      `${api}/raw/..%2f..%2f..%2fstate%2fsecrets.json`,
      `${api}/contents/..%2fconfig`,
      `${api}/commits?sha=--output%3D%2Ftmp%2Fowned`,
      `${api}/commits?sha=main%40%7B1%7D`,
      `${api}/archive/--remote=x.tar.gz`,
      `${api}/compare/--all...main`,
      `${api}/git/commits/%3A%2FStart`,
      // Would be understood by git, but is no name.
      `${api}/git/commits/main~0`,
      `${api}/commits?sha=main%5E0`,
    ]) {
      expect([path, (await host.fetch(path)).status]).toEqual([path, 404]);
    }
    for (const branch of ['--x', 'a..b', '../x', 'a.lock', 'a b']) {
      const response = await host.fetch('/api/v1/orgs/chatbot-team/repos', {
        method: 'POST',
        body: JSON.stringify({ name: 'branchy', default_branch: branch }),
      });
      expect([branch, response.status]).toEqual([branch, 400]);
    }
  });
});
