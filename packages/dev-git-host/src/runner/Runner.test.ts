import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { TestHost, tinyProject } from '../testing/TestHost';
import { startTimeOf } from './processIdentity';

jest.setTimeout(120_000);

const SECRET = 'sup3r/secret+value?';

describe('the pipeline runner', () => {
  let host: TestHost;

  beforeAll(async () => {
    process.env.HOST_ONLY_SECRET = 'of-the-host';
    host = await TestHost.start({ runner: { timeoutSeconds: 60 } });
  });
  afterAll(async () => {
    delete process.env.HOST_ONLY_SECRET;
    await host.remove();
  });

  it('runs the steps of a workflow in a fresh clone with exactly the promised environment', async () => {
    const { id } = await host.createRepository('env');
    const folder = await host.workTree(
      'work-env',
      tinyProject({
        ci:
          "console.log('ENV' + JSON.stringify(Object.keys(process.env).sort().filter(n => !/^npm_/.test(n))));" +
          "for (const n of ['CI','GITHUB_SHA','GITHUB_REF_NAME','GITHUB_REPOSITORY','GITHUB_RUN_ID','GITHUB_RUN_ATTEMPT','GITHUB_ACTOR','GITHUB_SERVER_URL','GITHUB_WORKFLOW','GITHUB_WORKSPACE','CHATBOT_PORTAL_URL','ARTIFACT_REPOSITORY_URL','DEPLOY_STATE_DIR']) console.log(n + '=' + process.env[n]);",
      }),
    );
    await host.git(folder, 'push', '--quiet', host.gitUrl('env'), 'HEAD:main');
    const [run] = await host.endedRuns('env', 1);
    const log = await host.log('env', run.id);
    expect([run.conclusion, log]).toEqual(['success', expect.any(String)]);
    const names = JSON.parse(/^ENV(.*)$/m.exec(log)?.[1] ?? '[]');
    expect(names).toEqual(
      expect.arrayContaining(['ARTIFACT_REPOSITORY_TOKEN', 'HOME', 'PATH']),
    );
    expect(names).not.toContain('HOST_ONLY_SECRET');
    const head = await host.git(folder, 'rev-parse', 'HEAD');
    for (const line of [
      'CI=true',
      `GITHUB_SHA=${head}`,
      'GITHUB_REF_NAME=main',
      'GITHUB_REPOSITORY=chatbot-team/env',
      `GITHUB_RUN_ID=${run.id}`,
      'GITHUB_RUN_ATTEMPT=1',
      'GITHUB_ACTOR=portal',
      `GITHUB_SERVER_URL=${host.url}`,
      'GITHUB_WORKFLOW=ci',
      'CHATBOT_PORTAL_URL=http://localhost:7007',
      `ARTIFACT_REPOSITORY_URL=${host.url}`,
      `DEPLOY_STATE_DIR=${join(host.root, 'deployments', String(id))}`,
    ]) {
      expect(log).toContain(`${line}\n`);
    }
    const workspace = /^GITHUB_WORKSPACE=(.+)$/m.exec(log)?.[1] ?? '';
    expect(workspace.startsWith(join(tmpdir(), 'git-host-run-'))).toBe(true);
    expect(existsSync(dirname(workspace))).toBe(false);
  });

  it('shows a secret nowhere: not in log, page, API or run file, whole, split or encoded', async () => {
    await host.createRepository('secretive');
    expect(await host.putSecret('secretive', 'api_key', SECRET)).toBe(201);
    expect(await host.putSecret('secretive', 'API_KEY', SECRET)).toBe(204);
    const folder = await host.workTree(
      'work-secretive',
      tinyProject({
        ci: `const s = process.env.API_KEY;
        if (s !== ${JSON.stringify(SECRET)}) process.exit(9);
        console.log('plain', s);
        console.log('base64', Buffer.from('user:' + s).toString('base64'));
        console.log('token', process.env.ARTIFACT_REPOSITORY_TOKEN);
        process.stdout.write('split ' + s.slice(0, 5));
        await new Promise(r => setTimeout(r, 200));
        process.stdout.write(s.slice(5) + '\\n');
        console.error('stderr', s);
        process.exitCode = 3;`,
      }),
    );
    await host.git(
      folder,
      'push',
      '--quiet',
      host.gitUrl('secretive'),
      'HEAD:main',
    );
    const [run] = await host.endedRuns('secretive', 1);
    expect(run.conclusion).toBe('failure');
    const log = await host.log('secretive', run.id);
    expect(log).toContain('plain ***\n');
    expect(log).toContain('split ***\n');
    expect(log).toContain('stderr ***\n');
    expect(log).toContain('token ***\n');
    const texts = [log];
    const api = '/api/v1/repos/chatbot-team/secretive/actions';
    for (const path of [
      `${api}/runs`,
      `${api}/runs/${run.id}/jobs`,
      `${api}/secrets`,
      '/chatbot-team/secretive/actions',
      `/chatbot-team/secretive/actions/runs/${run.id}`,
    ]) {
      texts.push(await (await host.fetch(path)).text());
    }
    for (const name of await readdir(join(host.root, 'runs'))) {
      texts.push(await readFile(join(host.root, 'runs', name), 'utf8'));
    }
    const encoded = Buffer.from(SECRET.slice(3, 12))
      .toString('base64')
      .slice(0, 8);
    for (const text of texts) {
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain(SECRET.slice(5));
      expect(text).not.toContain(encoded);
    }
    expect(await host.json(`${api}/secrets`)).toMatchObject([
      { name: 'API_KEY' },
    ]);
    for (const path of [`${api}/secrets/API_KEY`, `${api}/secrets/api_key`]) {
      expect((await host.fetch(path)).status).toBe(404);
    }
    expect(await host.putSecret('secretive', 'GITHUB_TOKEN', 'x')).toBe(400);
    expect(await host.putSecret('secretive', 'a-b', 'x')).toBe(400);
  });

  it('shows no secret that a workflow writes into a command or a name', async () => {
    await host.createRepository('careless');
    await host.putSecret('careless', 'API_KEY', SECRET);
    const folder = await host.workTree('work-careless', {
      '.gitea/workflows/ci.yml': [
        'on: push',
        'jobs:',
        '  a:',
        '    steps:',
        "      - run: echo '${{ secrets.API_KEY }}'",
        '      - name: Use ${{ secrets.API_KEY }} ${{ github.token }}',
        '        run: exit 3',
      ].join('\n'),
    });
    await host.git(folder, 'push', '--quiet', host.gitUrl('careless'), 'main');
    const [run] = await host.endedRuns('careless', 1);
    const api = '/api/v1/repos/chatbot-team/careless/actions';
    const shown = await Promise.all(
      [
        `${api}/runs/${run.id}/jobs`,
        `/chatbot-team/careless/actions/runs/${run.id}`,
      ].map(async path => (await host.fetch(path)).text()),
    );
    shown.push(await host.log('careless', run.id));
    for (const text of shown) {
      expect(text).not.toContain(SECRET);
    }
    expect(shown[0]).toContain('"name":"Use  "');
    expect(shown[2]).toContain("> Run echo '${{ secrets.API_KEY }}'\n***\n");
  });

  it('starts one run for each push to a branch that the workflow names, also concurrent ones, and none for others', async () => {
    const folder = await host.publish('busy', tinyProject({}));
    await host.git(
      folder,
      'push',
      '--quiet',
      host.gitUrl('busy'),
      'HEAD:other',
      'HEAD:third',
    );
    await host.endedRuns('busy', 1);
    const commits: string[] = [];
    for (let n = 0; n < 4; n += 1) {
      commits.push(
        await host.commit(folder, { 'n.txt': String(n) }, `Change ${n}`),
      );
    }
    // Some of these lose the race for the branch; each that git accepted has its run.
    const accepted: string[] = [];
    await Promise.all(
      commits.map(commit =>
        host
          .git(
            folder,
            'push',
            '--porcelain',
            host.gitUrl('busy'),
            `${commit}:main`,
          )
          .then(
            output => (/^ /m.test(output) ? accepted.push(commit) : undefined),
            () => undefined,
          ),
      ),
    );
    await host.git(
      folder,
      'push',
      '--quiet',
      '--force',
      host.gitUrl('busy'),
      'HEAD:main',
    );
    const runs = await host.endedRuns('busy', 1 + accepted.length, 60_000);
    expect(accepted.length).toBeGreaterThan(0);
    expect(runs.map(run => run.head_sha)).toEqual(
      expect.arrayContaining(accepted),
    );
    expect(new Set(runs.map(run => run.head_sha)).size).toBe(runs.length);
    await host.git(folder, 'push', '--quiet', host.gitUrl('busy'), ':other');
  });

  it('ends the whole process group of a job that takes too long', async () => {
    const slow = await TestHost.start({ runner: { timeoutSeconds: 15 } });
    try {
      await slow.publish(
        'slow',
        tinyProject({
          ci: `import { spawn } from 'node:child_process';
          const child = spawn(process.execPath, ['-e', "process.on('SIGTERM',()=>{});setInterval(()=>{},1000)"], { stdio: 'inherit' });
          console.log('CHILD ' + child.pid);
          setInterval(() => {}, 1000);`,
        }),
      );
      const [run] = await slow.endedRuns('slow', 1);
      expect(run.conclusion).toBe('failure');
      const log = await slow.log('slow', run.id);
      const child = Number(/^CHILD (\d+)$/m.exec(log)?.[1]);
      expect(child).toBeGreaterThan(1);
      expect(await startTimeOf(child)).toBeUndefined();
      expect(log).toContain('the job took longer than 15 s');
    } finally {
      await slow.remove();
    }
  });

  it('cuts a log that grows without end', async () => {
    const small = await TestHost.start({ runner: { maxLogBytes: 20_000 } });
    try {
      await small.publish(
        'loud',
        tinyProject({ ci: "console.log('x'.repeat(200000))" }),
      );
      const [run] = await small.endedRuns('loud', 1);
      expect(run.conclusion).toBe('success');
      const log = await small.log('loud', run.id);
      expect(log.length).toBeLessThan(20_200);
      expect(log).toMatch(/longer than 20000 bytes\]\n$/);
    } finally {
      await small.remove();
    }
  });
});
