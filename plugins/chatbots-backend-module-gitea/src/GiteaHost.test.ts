import { ScmRepository } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { inspect } from 'node:util';
import { CREDENTIALS, Gitea, startGitea } from './__testUtils__/startGitea';
import { GiteaHost } from './GiteaHost';

jest.setTimeout(30_000);

const REPOSITORY = '/repos/chatbots/support-bot';
const SECRET = 'cbp_Zm9yIHRoZSBwaXBlbGluZSBvbmx5';

describe('GiteaHost', () => {
  let gitea: Gitea;
  let host: GiteaHost;
  let repository: ScmRepository;

  beforeEach(async () => {
    gitea = await startGitea();
    host = new GiteaHost({
      host: gitea.host,
      baseUrl: gitea.url,
      username: 'portal',
      password: 'hunter2',
    });
    repository = await host.repository({
      url: `${gitea.url}/chatbots/support-bot`,
    });
    gitea.seen.length = 0;
  });
  afterEach(() => gitea.stop());

  const read = (path: string) =>
    host.repository({ url: `${gitea.url}${path}` });

  it('reads what the registry binds, with the credentials of the integration', async () => {
    expect(await read('/chatbots/support-bot.git')).toEqual({
      host: gitea.host,
      id: '42',
      ownerId: '7',
      owner: 'chatbots',
      name: 'support-bot',
      url: `${gitea.url}/chatbots/support-bot`,
      defaultBranch: 'main',
      right: 'admin',
    });
    expect(gitea.seen).toEqual([
      { line: `GET ${REPOSITORY}`, authorization: CREDENTIALS },
    ]);
  });

  it('finds repositories below the path of a host', async () => {
    const below = new GiteaHost({
      host: gitea.host,
      baseUrl: `${gitea.url}/git`,
    });
    await expect(
      below.repository({ url: `${gitea.url}/chatbots/support-bot` }),
    ).rejects.toMatchObject({ reason: 'scm-repository-unknown' });
    gitea.answers.set('GET /git/repos/chatbots/support-bot', {
      status: 401,
    });
    await expect(
      below.repository({ url: `${gitea.url}/git/chatbots/support-bot` }),
    ).rejects.toMatchObject({ reason: 'scm-forbidden' });
  });

  it.each([
    ['an owner that climbs', '/../support-bot'],
    ['a repository that climbs', '/chatbots/..'],
    ['a repository that is the folder', '/chatbots/.'],
    ['an owner with a slash', '/chatbots%2F..%2Fadmin/support-bot'],
    ['a repository with a query', '/chatbots/a?b'],
    ['a repository with a fragment', '/chatbots/a#b'],
    ['an encoded climb', '/chatbots/%252e%252e'],
    ['a backslash', '/chatbots/..\\admin'],
    ['no repository', '/chatbots'],
    ['a line break', '/chatbots/a%0D%0Ab'],
    ['more than a repository', '/chatbots/support-bot/pulls'],
  ])('asks the host nothing for %s', async (_, path) => {
    await expect(read(path)).rejects.toMatchObject({
      reason: 'scm-repository-unknown',
    });
    expect(gitea.seen).toEqual([]);
  });

  it.each([
    ['another host', 'https://git.example.com/chatbots/support-bot'],
    ['a host as user name', 'http://HOST@git.example.com/chatbots/support-bot'],
    ['a user on the host', 'http://portal@HOST/chatbots/support-bot'],
    ['another protocol', 'ssh://HOST/chatbots/support-bot'],
  ])('asks the host nothing for %s', async (_, url) => {
    await expect(
      host.repository({ url: url.replace('HOST', gitea.host) }),
    ).rejects.toMatchObject({ reason: 'scm-repository-unknown' });
    expect(gitea.seen).toEqual([]);
  });

  it.each([
    ['nothing', {}],
    ['an id that is text', { id: '42' }],
    ['an id of zero', { id: 0 }],
    ['a page that is a script', { html_url: 'data:text/html,script' }],
  ])('binds nothing when the host answers %s', async (_, other) => {
    const whole = {
      id: 42,
      name: 'support-bot',
      html_url: 'https://x',
      default_branch: 'main',
      owner: { id: 7, login: 'chatbots' },
    };
    gitea.answers.set(`GET ${REPOSITORY}`, {
      status: 200,
      body: Object.keys(other).length ? { ...whole, ...other } : {},
    });
    await expect(read('/chatbots/support-bot')).rejects.toMatchObject({
      reason: 'scm-answer-invalid',
    });
  });

  it.each([
    [401, 'scm-forbidden'],
    [403, 'scm-forbidden'],
    [302, 'scm-answer-invalid'],
    [409, 'scm-refused'],
    [429, 'scm-unavailable'],
    [500, 'scm-unavailable'],
    [503, 'scm-unavailable'],
  ])('tells HTTP %d as %s', async (status, reason) => {
    gitea.answers.set(`GET ${REPOSITORY}/branch_protections`, {
      status,
      body: { message: `user should be\r\nthe owner${'x'.repeat(999)}` },
    });
    const error = await host.protections(repository).then(
      () => undefined,
      thrown => thrown,
    );
    expect(error).toMatchObject({ reason });
    expect(error.message.length).toBeLessThan(400);
    expect(error.message).not.toMatch(/[\r\n]/);
  });

  it('says what right is missing to start a workflow', async () => {
    gitea.answers.set(
      `POST ${REPOSITORY}/actions/workflows/deploy.yml/dispatches`,
      { status: 403, body: { message: 'forbidden' } },
    );
    await expect(
      host.startWorkflow(repository, { workflow: 'deploy.yml', inputs: {} }),
    ).rejects.toMatchObject({
      reason: 'scm-forbidden',
      message: expect.stringContaining('the right to write Actions'),
    });
  });

  it('repeats nothing that it was told in a request with a secret', async () => {
    gitea.answers.set(`PUT ${REPOSITORY}/actions/secrets/TOKEN`, {
      status: 403,
      body: { message: `you sent ${SECRET}` },
    });
    const error = await host
      .setSecret(repository, { name: 'TOKEN', value: SECRET })
      .then(
        () => undefined,
        thrown => thrown,
      );
    expect(error).toMatchObject({ reason: 'scm-forbidden' });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(
      SECRET,
    );
  });

  it('starts a workflow on a host that does not say which run it is', async () => {
    gitea.answers.set(
      `POST ${REPOSITORY}/actions/workflows/deploy.yml/dispatches`,
      { status: 204 },
    );
    await expect(
      host.startWorkflow(repository, { workflow: 'deploy.yml', inputs: {} }),
    ).resolves.toBeUndefined();
  });

  it('reads runs over several pages, and none that are older than asked for', async () => {
    const at = (minute: number) =>
      new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
    gitea.runs = Array.from({ length: 130 }, (_, n) => ({
      id: 130 - n,
      html_url: 'https://evil.example/run',
      display_title: 'x',
      path: '.gitea/workflows/ci.yml@refs/heads/main',
      event: 'push',
      head_sha: 'a'.repeat(40),
      status: 'completed',
      conclusion: 'success',
      created_at: at(130 - n),
    }));
    const found = await host.runs(repository, { since: at(61) });
    expect(found).toHaveLength(70);
    expect(gitea.seen).toHaveLength(2);
    expect(found[0]).toEqual({
      id: '130',
      attempt: 1,
      workflow: 'ci.yml',
      title: 'x',
      event: 'push',
      sha: 'a'.repeat(40),
      state: 'succeeded',
      // A link to another host is not shown as a run of this one.
      url: `${gitea.url}/chatbots/support-bot/actions/runs/130`,
    });
  });

  it('tells accounts as the host knows them, and nobody for a machine by its name', async () => {
    const { commits } = await host.commits(repository, {
      head: 'main',
      limit: 2,
    });
    expect(commits.map(({ author, committer }) => [author, committer])).toEqual(
      [
        [
          {
            name: 'Engineer',
            email: 'engineer@example.com',
            account: { id: '3', login: 'engineer', type: 'unknown' },
          },
          {
            name: 'Bot',
            email: 'teabot@gitea.io',
            account: { id: '-2', login: 'gitea-actions', type: 'machine' },
          },
        ],
        [
          expect.objectContaining({ name: 'Engineer' }),
          { name: 'Bot', email: 'teabot@gitea.io' },
        ],
      ],
    );
    expect(commits.map(({ verified }) => verified)).toEqual([false, true]);
  });

  it('gives up an answer that is too long', async () => {
    gitea.answers.set(`GET ${REPOSITORY}/branch_protections`, {
      status: 200,
      body: ['x'.repeat(17 * 1024 * 1024)],
    });
    await expect(host.protections(repository)).rejects.toMatchObject({
      reason: 'scm-answer-invalid',
      message: expect.stringContaining('more than 16777216 bytes'),
    });
  });

  it('says that a host can not be reached, and ends when the caller does', async () => {
    const controller = new AbortController();
    controller.abort(new Error('the task was cancelled'));
    await expect(
      host.protections(repository, { signal: controller.signal }),
    ).rejects.toThrow('the task was cancelled');
    await gitea.stop();
    await expect(host.protections(repository)).rejects.toMatchObject({
      reason: 'scm-unavailable',
    });
  });
});
