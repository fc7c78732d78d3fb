import { TestHost } from '../testing/TestHost';

jest.setTimeout(60_000);

const WORKFLOW = `name: check
on: { pull_request: { branches: [main] }, push: { branches: [main] } }
jobs:
  test:
    steps:
      - run: 'true'
`;

describe('pull requests', () => {
  let host: TestHost;
  let count = 0;

  beforeAll(async () => {
    host = await TestHost.start({ demoSignIn: true });
  });
  afterAll(() => host.remove());

  const send = (path: string, body: object, init: object = {}) =>
    host.fetch(path, { method: 'POST', body: JSON.stringify(body), ...init });

  /** A repository with a pull request whose branch changes `change`. */
  async function proposal(change: Record<string, string> = { 'b.txt': 'b\n' }) {
    count += 1;
    const name = `proposal-${count}`;
    const folder = await host.publish(name, { 'a.txt': '1\n' });
    await host.git(folder, 'checkout', '--quiet', '-b', 'feature/x');
    const head = await host.commit(folder, change, 'Propose');
    await host.git(folder, 'push', '--quiet', host.gitUrl(name), 'feature/x');
    const api = `/api/v1/repos/chatbot-team/${name}`;
    const opened = await send(`${api}/pulls`, {
      head: 'feature/x',
      base: 'main',
      title: 'Add b',
      body: 'Because.',
    });
    expect(opened.status).toBe(201);
    return { name, folder, api, head, pull: await opened.json() };
  }

  it('opens one with its files, and refuses a second, a missing branch and none at all', async () => {
    const { api, head, pull, name } = await proposal();
    expect(pull).toMatchObject({
      number: 1,
      state: 'open',
      mergeable: true,
      merged: false,
      user: { login: 'portal' },
      head: { ref: 'feature/x', sha: head },
      base: { ref: 'main' },
      changed_files: 1,
      html_url: `${host.url}/chatbot-team/${name}/pulls/1`,
    });
    expect(await host.json(`${api}/pulls/1/files`)).toMatchObject([
      { filename: 'b.txt', status: 'added', additions: 1, deletions: 0 },
    ]);
    expect(await host.json(`${api}/pulls/1/commits`)).toMatchObject([
      { sha: head },
    ]);
    const list = await host.fetch(`${api}/pulls?state=open&limit=1`);
    expect(list.headers.get('x-total-count')).toBe('1');
    const refused: Array<[object, number]> = [
      [{ head: 'feature/x', base: 'main', title: 'x' }, 409],
      [{ head: 'none', base: 'main', title: 'x' }, 404],
      [{ head: 'main', base: 'main', title: 'x' }, 422],
      [{ head: 'feature/x', base: 'main' }, 422],
    ];
    for (const [body, status] of refused) {
      expect((await send(`${api}/pulls`, body)).status).toBe(status);
    }
    expect((await host.fetch(`${api}/pulls/2`)).status).toBe(404);
  });

  it('merges one with a commit of both sides, and says so afterwards', async () => {
    const { api, head, name, folder } = await proposal();
    expect((await host.fetch(`${api}/pulls/1/merge`)).status).toBe(404);
    const stale = await send(`${api}/pulls/1/merge`, {
      Do: 'merge',
      head_commit_id: '0'.repeat(40),
    });
    expect([stale.status, (await stale.json()).message]).toEqual([
      409,
      'head out of date',
    ]);
    const unknown = await send(`${api}/pulls/1/merge`, { do: 'rebase' });
    expect(unknown.status).toBe(405);
    const merged = await send(`${api}/pulls/1/merge`, {
      do: 'merge',
      head_commit_id: head,
      merge_message_field: 'Checked.',
    });
    expect(merged.status).toBe(200);
    expect((await host.fetch(`${api}/pulls/1/merge`)).status).toBe(204);
    const pull = await host.json(`${api}/pulls/1`);
    expect(pull).toMatchObject({
      state: 'closed',
      merged: true,
      merged_by: { login: 'portal' },
      changed_files: 1,
    });
    await host.git(folder, 'fetch', '--quiet', host.gitUrl(name), 'main');
    const parents = await host.git(
      folder,
      'log',
      '-1',
      '--format=%P',
      'FETCH_HEAD',
    );
    expect(parents.split(' ')).toContain(head);
    expect(await host.git(folder, 'rev-parse', 'FETCH_HEAD')).toBe(
      pull.merge_commit_sha,
    );
    const again = await send(`${api}/pulls/1/merge`, { do: 'merge' });
    expect([again.status, (await again.json()).message]).toEqual([
      405,
      'The PR is already merged',
    ]);
  });

  it('refuses to merge what conflicts with the target branch', async () => {
    const { api, name, folder } = await proposal({ 'a.txt': 'theirs\n' });
    await host.git(folder, 'checkout', '--quiet', 'main');
    const ours = await host.commit(folder, { 'a.txt': 'ours\n' }, 'Ours');
    await host.git(folder, 'push', '--quiet', host.gitUrl(name), 'main');
    expect((await host.json(`${api}/pulls/1`)).mergeable).toBe(false);
    const answer = await send(`${api}/pulls/1/merge`, { do: 'merge' });
    expect([answer.status, (await answer.json()).message]).toEqual([
      405,
      'Please try again later',
    ]);
    expect((await host.json(`${api}/branches/main`)).commit.id).toBe(ours);
    const page = await host.fetch(`/chatbot-team/${name}/pulls/1`);
    const text = await page.text();
    expect(text).toMatch(/conflict with the target branch:\s+a.txt/);
    expect(text).not.toContain('Merge pull request');
  });

  it('closes one without a merge, and merges it no more', async () => {
    const { api } = await proposal();
    const closed = await host.fetch(`${api}/pulls/1`, {
      method: 'PATCH',
      body: JSON.stringify({ state: 'closed' }),
    });
    expect([closed.status, (await closed.json()).state]).toEqual([
      201,
      'closed',
    ]);
    expect((await send(`${api}/pulls/1/merge`, { do: 'merge' })).status).toBe(
      404,
    );
    expect(await host.json(`${api}/pulls`)).toEqual([]);
  });

  it('keeps comments, and lets a reader write but not merge', async () => {
    const { api, name } = await proposal();
    const credential = await host.account('reader', {
      repository: name,
      access: 'read',
    });
    const answer = await send(
      `${api}/issues/1/comments`,
      { body: 'Looks <b>good</b>' },
      { credential },
    );
    expect(answer.status).toBe(201);
    expect(await host.json(`${api}/issues/1/comments`)).toMatchObject([
      { body: 'Looks <b>good</b>', user: { login: 'reader' } },
    ]);
    const merge = await send(
      `${api}/pulls/1/merge`,
      { do: 'merge' },
      { credential },
    );
    expect([merge.status, (await merge.json()).message]).toEqual([
      405,
      'User not allowed to merge PR',
    ]);
    const page = await host.fetch(`/chatbot-team/${name}/pulls/1`);
    expect(await page.text()).toContain('Looks &lt;b&gt;good');
  });

  it('is read and merged by a click', async () => {
    const { api, name } = await proposal();
    const form = (path: string, body: string, cookie = '') =>
      host.fetch(path, {
        credential: '',
        method: 'POST',
        body,
        headers: {
          Cookie: cookie,
          'Content-Type': 'application/x-www-form-urlencoded',
        },
      });
    const page = `/chatbot-team/${name}/pulls/1`;
    expect((await form(`${page}/merge`, '')).status).toBe(303);
    expect((await host.json(`${api}/pulls/1`)).merged).toBe(false);
    const signedIn = await form('/user/demo', '');
    const cookie = String(signedIn.headers.get('set-cookie')).split(';')[0];
    const shown = await host.fetch(page, {
      credential: '',
      headers: { Cookie: cookie },
    });
    const text = await shown.text();
    expect(text).toContain('Add b');
    expect(text).toContain('+b');
    const head = /name="head_commit_id"\s+value="(\w+)"/.exec(text)?.[1];
    await form(
      `/chatbot-team/${name}/issues/1/comments`,
      'content=Fine',
      cookie,
    );
    const merged = await form(
      `${page}/merge`,
      `head_commit_id=${head}`,
      cookie,
    );
    expect([merged.status, merged.headers.get('location')]).toEqual([
      303,
      page,
    ]);
    expect(await host.json(`${api}/pulls/1`)).toMatchObject({
      merged: true,
      comments: 1,
      merged_by: { login: 'demo' },
    });
  });

  it('starts the workflows of its branch and notes their outcome beside the commit', async () => {
    const { api, head, name } = await proposal({
      '.github/workflows/check.yml': WORKFLOW,
    });
    const [run] = await host.endedRuns(name, 1);
    expect(run).toMatchObject({
      event: 'pull_request',
      head_sha: head,
      conclusion: 'success',
      pull_requests: [{ number: 1 }],
    });
    expect(await host.json(`${api}/commits/${head}/status`)).toMatchObject({
      state: 'success',
      statuses: [{ context: 'check / test (pull_request)', status: 'success' }],
    });
    await send(`${api}/pulls/1/merge`, { do: 'squash' });
    const [pushed] = await host.endedRuns(name, 2);
    expect(pushed).toMatchObject({ event: 'push', conclusion: 'success' });
    const { merge_commit_sha: sha } = await host.json(`${api}/pulls/1`);
    expect(pushed.head_sha).toBe(sha);
  });

  it('writes files through the API onto a branch of their own', async () => {
    const { api } = await proposal();
    const content = (text: string) => Buffer.from(text).toString('base64');
    const answer = await send(`${api}/contents`, {
      branch: 'main',
      new_branch: 'config',
      message: 'Set thresholds',
      files: [
        { operation: 'update', path: 'a.txt', content: content('2\n') },
        { operation: 'create', path: 'evals/t.json', content: content('{}') },
      ],
    });
    expect(answer.status).toBe(201);
    const raw = await host.fetch(`${api}/raw/evals/t.json?ref=config`);
    expect(await raw.text()).toBe('{}');
    expect(await (await host.fetch(`${api}/raw/a.txt?ref=main`)).text()).toBe(
      '1\n',
    );
    const wrong: Array<[object, number]> = [
      [{ operation: 'create', path: 'a.txt' }, 422],
      [{ operation: 'update', path: 'none.txt' }, 404],
      [{ operation: 'update', path: 'a.txt', sha: '1'.repeat(40) }, 409],
      [{ operation: 'create', path: '../x' }, 422],
      [{ operation: 'create', path: '.git/hooks/x' }, 422],
    ];
    for (const [file, status] of wrong) {
      const refused = await send(`${api}/contents`, { files: [file] });
      expect([file, refused.status]).toEqual([file, status]);
    }
  });
});
