import { TestHost } from '../testing/TestHost';

jest.setTimeout(60_000);

describe('branch protections', () => {
  let host: TestHost;
  let count = 0;

  beforeAll(async () => {
    host = await TestHost.start();
  });
  afterAll(() => host.remove());

  const send = (path: string, body: object, init: object = {}) =>
    host.fetch(path, { method: 'POST', body: JSON.stringify(body), ...init });

  async function repository(rule?: object) {
    count += 1;
    const name = `guarded-${count}`;
    const folder = await host.publish(name, { 'a.txt': '1\n' });
    const api = `/api/v1/repos/chatbot-team/${name}`;
    if (rule) {
      const answer = await send(`${api}/branch_protections`, {
        rule_name: 'main',
        ...rule,
      });
      expect(answer.status).toBe(201);
    }
    const push = (...args: string[]) =>
      host.git(folder, 'push', '--quiet', host.gitUrl(name), ...args);
    const head = async () =>
      (await host.json(`${api}/branches/main`)).commit.id;
    return { name, folder, api, push, head };
  }

  it('keeps everybody, the administrator too, from pushing to a protected branch', async () => {
    const { folder, push, head, api } = await repository({});
    const before = await head();
    await host.commit(folder, { 'a.txt': '2\n' }, 'Direct');
    await expect(push('HEAD:main')).rejects.toThrow(
      /Gitea: Not allowed to push to protected branch main/,
    );
    expect(await head()).toBe(before);
    await push('HEAD:free');
    // One refused branch refuses the whole push.
    await expect(push('HEAD:main', 'HEAD:other')).rejects.toThrow(/declined/);
    expect((await host.fetch(`${api}/branches/other`)).status).toBe(404);
    await expect(push(':main')).rejects.toThrow(/cannot be deleted/);
  });

  it('lets those push who are listed', async () => {
    const { folder, api, name } = await repository();
    const of = (login: string) =>
      host.account(login, { repository: name, access: 'write' });
    const listed = await of('listed');
    const other = await of('other');
    const rule = {
      rule_name: 'ma*',
      enable_push: true,
      enable_push_whitelist: true,
      push_whitelist_usernames: ['listed'],
    };
    expect((await send(`${api}/branch_protections`, rule)).status).toBe(201);
    await host.commit(folder, { 'a.txt': '2\n' }, 'Change');
    const push = (credential: string) =>
      host.git(folder, 'push', host.gitUrl(name, credential), 'HEAD:main');
    await expect(push(other)).rejects.toThrow(/Not allowed to push/);
    await push(listed);
  });

  it('refuses to rewrite or delete a branch, or to touch its protected files', async () => {
    const { folder, push, api } = await repository({
      enable_push: true,
      protected_file_patterns: '.github/**;CODEOWNERS',
    });
    await host.commit(folder, { 'b.txt': 'b\n' }, 'More');
    await push('HEAD:main', 'HEAD:release');
    await expect(push('--force', 'HEAD~1:main')).rejects.toThrow(
      /branch main is protected from force push/,
    );
    const glob = { rule_name: 'release', enable_push: true };
    await send(`${api}/branch_protections`, glob);
    await expect(push(':release')).rejects.toThrow(
      /branch release is protected from deletion/,
    );
    await host.commit(folder, { '.github/workflows/x.yml': '' }, 'Workflow');
    await expect(push('HEAD:main')).rejects.toThrow(
      /protected from changing file \.github\/workflows\/x\.yml/,
    );
  });

  it('holds for files and branches that are changed through the API', async () => {
    const { api, head } = await repository({});
    const before = await head();
    const refused = await send(`${api}/contents/new.txt`, { content: 'YQ==' });
    expect([refused.status, (await refused.json()).message]).toEqual([
      403,
      'Not allowed to push to protected branch main',
    ]);
    expect(await head()).toBe(before);
    const gone = await host.fetch(`${api}/branches/main`, { method: 'DELETE' });
    expect(gone.status).toBe(403);
  });

  it('lets a pull request in once its checks and approvals are there', async () => {
    const { folder, api, name, push } = await repository({
      enable_status_check: true,
      status_check_contexts: ['ci / *'],
      required_approvals: 1,
      block_admin_merge_override: true,
    });
    await host.git(folder, 'checkout', '--quiet', '-b', 'x');
    const sha = await host.commit(folder, { 'b.txt': 'b\n' }, 'Propose');
    await push('x');
    await send(`${api}/pulls`, { head: 'x', base: 'main', title: 'x' });
    const merge = async (body: object = {}) => {
      const answer = await send(`${api}/pulls/1/merge`, {
        do: 'merge',
        ...body,
      });
      return [answer.status, (await answer.text()) && answer.statusText];
    };
    const message = async () =>
      (await (await send(`${api}/pulls/1/merge`, { do: 'merge' })).json())
        .message;
    expect(await message()).toBe('Not all required status checks successful');
    const status = { state: 'success', context: 'ci / test' };
    expect((await send(`${api}/statuses/${sha}`, status)).status).toBe(201);
    expect(await message()).toBe('Does not have enough approvals');
    const review = { event: 'APPROVED' };
    // Nobody approves what they proposed, and a reader's word does not count.
    expect((await send(`${api}/pulls/1/reviews`, review)).status).toBe(422);
    const approve = async (login: string, access: 'read' | 'write') =>
      send(`${api}/pulls/1/reviews`, review, {
        credential: await host.account(login, { repository: name, access }),
      });
    await approve('onlooker', 'read');
    expect(await message()).toBe('Does not have enough approvals');
    // An administrator can't go past it where the rule says so.
    expect((await merge({ force_merge: true }))[0]).toBe(405);
    await approve('colleague', 'write');
    expect((await merge())[0]).toBe(200);
  });

  it('is created, listed, changed and deleted by administrators of the repository', async () => {
    const { api, name } = await repository({ required_approvals: 2 });
    const path = `${api}/branch_protections`;
    expect(await host.json(path)).toMatchObject([
      { rule_name: 'main', branch_name: 'main', required_approvals: 2 },
    ]);
    const refused: Array<[object, number]> = [
      [{ rule_name: 'main' }, 403],
      [{}, 400],
      [{ rule_name: 'x', push_whitelist_usernames: ['nobody'] }, 422],
      [{ rule_name: 'x', enable_push: 'yes' }, 422],
    ];
    for (const [body, status] of refused) {
      expect([body, (await send(path, body)).status]).toEqual([body, status]);
    }
    const changed = await host.json(`${path}/main`, {
      method: 'PATCH',
      body: JSON.stringify({ enable_push: true }),
    });
    expect(changed).toMatchObject({ enable_push: true, required_approvals: 2 });
    const branch = await host.json(`${api}/branches/main`);
    expect(branch).toMatchObject({ protected: true, required_approvals: 2 });
    const credential = await host.account('member', {
      repository: name,
      access: 'write',
    });
    expect((await host.fetch(path, { credential })).status).toBe(403);
    const gone = await host.fetch(`${path}/main`, { method: 'DELETE' });
    expect(gone.status).toBe(204);
    expect((await host.fetch(`${path}/main`)).status).toBe(404);
  });
});
