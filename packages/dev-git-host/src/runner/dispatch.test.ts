import { TestHost, tinyProject } from '../testing/TestHost';

jest.setTimeout(120_000);

const SAY =
  "const { PROMOTION, OF_EVENT, STAGE, DRY, UNHEARD } = process.env; console.log(['SAYS', PROMOTION, OF_EVENT, STAGE, DRY, UNHEARD].join('|'))";

describe('starting a workflow by hand', () => {
  let host: TestHost;
  let head: string;
  const api = '/api/v1/repos/chatbot-team/bot/actions';

  beforeAll(async () => {
    host = await TestHost.start();
    const project = tinyProject({ deploy: SAY });
    // The first commit asks that nothing starts.
    await host.createRepository('bot');
    const folder = await host.workTree('work', {});
    await host.commit(folder, project, 'Start [skip ci]');
    await host.git(folder, 'tag', 'v1');
    const remote = host.gitUrl('bot');
    await host.git(folder, 'push', '--quiet', remote, 'HEAD:main', 'v1');
    head = await host.commit(folder, {}, 'Go on');
    await host.git(folder, 'push', '--quiet', remote, 'HEAD:main');
  });
  afterAll(() => host.remove());

  const dispatch = (
    body: object,
    options: { file?: string; query?: string; credential?: string } = {},
  ) =>
    host.fetch(
      `${api}/workflows/${options.file ?? 'deploy.yml'}/dispatches${
        options.query ?? ''
      }`,
      {
        method: 'POST',
        body: JSON.stringify(body),
        credential: options.credential,
      },
    );

  it('is not done by a push whose commit asks for none', async () => {
    const runs = await host.endedRuns('bot', 1);
    expect(runs).toMatchObject([{ event: 'push', head_sha: head }]);
  });

  it('hands its inputs over, names the run by them, and answers where it is', async () => {
    const answer = await dispatch(
      {
        ref: 'main',
        inputs: { promotion: 'p-1', stage: 'staging', dry: 'true' },
      },
      { query: '?return_run_details=true' },
    );
    expect(answer.status).toBe(200);
    const details = await answer.json();
    const id = details.workflow_run_id;
    expect(details).toEqual({
      workflow_run_id: id,
      run_url: `${host.url}${api}/runs/${id}`,
      html_url: `${host.url}/chatbot-team/bot/actions/runs/${id}`,
    });
    const run = await host.ended('bot', id);
    expect(run).toMatchObject({
      display_title: 'promotion p-1, attempt 1',
      event: 'workflow_dispatch',
      path: 'deploy.yml@refs/heads/main',
      head_branch: 'main',
      conclusion: 'success',
      run_attempt: 1,
      actor: { login: 'portal' },
    });
    expect(await host.log('bot', id)).toContain('SAYS|p-1|p-1|staging|yes|\n');
    const page = await host.fetch(new URL(details.html_url).pathname);
    expect(await page.text()).toContain('promotion p-1, attempt 1');
    const bySha = `${api}/runs?head_sha=${run.head_sha}&event=workflow_dispatch`;
    expect((await host.json(bySha)).workflow_runs).toMatchObject([{ id }]);
    const other = `${api}/runs?head_sha=${'0'.repeat(40)}`;
    expect((await host.json(other)).total_count).toBe(0);
  });

  it('answers 204 without details unless asked for them', async () => {
    const answer = await dispatch({ ref: 'refs/tags/v1', inputs: {} });
    expect([answer.status, await answer.text()]).toEqual([204, '']);
  });

  it('drops what the workflow does not declare and takes the default of what is missing, as Gitea does', async () => {
    const run = await host.deploy('bot', { stage: 'moon', unheard: 'of' });
    await host.ended('bot', run.id);
    // Neither "required" nor "options" is looked at: the workflow has to check what it gets.
    expect(await host.log('bot', run.id)).toContain('SAYS|||moon|no|\n');
    expect(run.display_title).toBe('promotion , attempt 1');
  });

  it.each([
    ['no ref', { inputs: {} }, {}, 422, 'ref is required parameter'],
    [
      'a branch that does not exist',
      { ref: 'nowhere' },
      {},
      404,
      'ref "nowhere" doesn\'t exist',
    ],
    // A short name is a branch: a tag has to be named in full, and a commit can't be named.
    ['the short name of a tag', { ref: 'v1' }, {}, 404, 'ref "v1"'],
    [
      'a ref that git would understand',
      { ref: 'main~0' },
      {},
      404,
      'ref "main~0"',
    ],
    [
      'a workflow that does not exist',
      { ref: 'main' },
      { file: 'unknown.yml' },
      404,
      'workflow "unknown.yml" doesn\'t exist',
    ],
    [
      'a workflow without the trigger',
      { ref: 'main' },
      { file: 'ci.yml' },
      422,
      'has no workflow_dispatch event trigger',
    ],
    [
      'an input that is no text',
      { ref: 'main', inputs: { promotion: 7 } },
      {},
      422,
      '',
    ],
  ])('refuses %s', async (_what, body, options, status, message) => {
    const before = (await host.runs('bot')).length;
    const answer = await dispatch(body, options);
    expect(answer.status).toBe(status);
    expect((await answer.json()).message).toContain(message);
    expect(await host.runs('bot')).toHaveLength(before);
  });

  it('refuses who may only read, and hides the repository from strangers', async () => {
    const body = { ref: 'main', inputs: {} };
    const reader = await host.account('reader', {
      repository: 'bot',
      access: 'read',
    });
    const answer = await dispatch(body, { credential: reader });
    expect([answer.status, (await answer.json()).message]).toEqual([
      403,
      'user should have a permission to write to a repo',
    ]);
    const stranger = await host.account('stranger');
    expect((await dispatch(body, { credential: stranger })).status).toBe(404);
    expect((await dispatch(body, { credential: '' })).status).toBe(401);
  });

  it('runs again under the same number as the next attempt', async () => {
    const run = await host.deploy('bot', {
      promotion: 'p-2',
      stage: 'staging',
    });
    await host.ended('bot', run.id);
    const path = `${api}/runs/${run.id}`;
    const again = await host.fetch(`${path}/rerun`, { method: 'POST' });
    expect(again.status).toBe(201);
    expect(await again.json()).toMatchObject({
      id: run.id,
      run_attempt: 2,
      previous_attempt_url: `${host.url}${path}/attempts/1`,
    });
    // One that has not ended can't be run again.
    const early = await host.fetch(`${path}/rerun`, { method: 'POST' });
    expect(early.status).toBe(400);
    const ended = await host.ended('bot', run.id);
    expect(ended).toMatchObject({ run_attempt: 2, conclusion: 'success' });
    expect(await host.json(`${path}/attempts/1`)).toMatchObject({
      run_attempt: 1,
      conclusion: 'success',
    });
    expect((await host.fetch(`${path}/attempts/3`)).status).toBe(404);
  });

  it('skips a job whose condition does not hold, and has no log of it', async () => {
    const name = 'conditions';
    await host.publish(name, {
      '.gitea/workflows/a.yml': [
        'on: push',
        'jobs:',
        '  never: { if: "github.event_name != \'push\'", steps: [{ run: exit 1 }] }',
        '  after: { needs: never, if: always(), steps: [{ run: echo ran }] }',
        '  not: { needs: never, steps: [{ run: exit 1 }] }',
      ].join('\n'),
    });
    const [run] = await host.endedRuns(name, 1);
    expect(run.conclusion).toBe('success');
    const actions = `/api/v1/repos/chatbot-team/${name}/actions`;
    const { jobs } = await host.json(`${actions}/runs/${run.id}/jobs`);
    expect(
      jobs.map((job: Record<string, string>) => [job.name, job.conclusion]),
    ).toEqual([
      ['never', 'skipped'],
      ['after', 'success'],
      ['not', 'skipped'],
    ]);
    const logs = (job: { id: number }) =>
      host.fetch(`${actions}/jobs/${job.id}/logs`);
    expect((await logs(jobs[0])).status).toBe(404);
    expect(await (await logs(jobs[1])).text()).toContain('ran\n');
  });

  it('lists the workflows of the default branch', async () => {
    const { workflows } = await host.json(`${api}/workflows`);
    expect(workflows).toMatchObject([
      { id: 'ci.yml', path: '.github/workflows/ci.yml', state: 'active' },
      { id: 'deploy.yml' },
    ]);
    expect((await host.fetch(`${api}/workflows/none.yml`)).status).toBe(404);
  });
});
