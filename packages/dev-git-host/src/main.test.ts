import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startTimeOf } from './runner/processIdentity';
import {
  eventually,
  PASSWORD,
  TestHost,
  tinyProject,
} from './testing/TestHost';

jest.setTimeout(120_000);

const MAIN = join(__dirname, 'main.ts');

const CONFIG = 'app-config.test.yaml';

const started: ChildProcess[] = [];

interface Started {
  child: ChildProcess;
  output: () => string;
  exited: Promise<number | null>;
}

function startMain(
  host: TestHost,
  environment: Record<string, string> = {},
): Started {
  const child = spawn(
    process.execPath,
    [
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      MAIN,
      '--config',
      join(host.folder, CONFIG),
    ],
    {
      cwd: join(__dirname, '..'),
      env: {
        PATH: process.env.PATH ?? '',
        HOME: host.folder,
        GIT_HOST_ROOT: host.root,
        GIT_HOST_PORT: '0',
        GIT_HOST_PASSWORD: PASSWORD,
        ...environment,
      },
    },
  );
  started.push(child);
  let text = '';
  child.stdout?.on('data', chunk => {
    text += chunk;
  });
  child.stderr?.on('data', chunk => {
    text += chunk;
  });
  const exited = new Promise<number | null>(resolve =>
    child.on('exit', resolve),
  );
  return { child, output: () => text, exited };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

describe('the host as a process', () => {
  let host: TestHost;

  beforeEach(async () => {
    host = await TestHost.folderOnly();
    // The project's own file includes keys that only a first start makes.
    await writeFile(
      join(host.folder, CONFIG),
      'gitHost:\n  organizations: [chatbots]\n',
    );
  });
  afterEach(async () => {
    for (const child of started.splice(0)) {
      child.kill('SIGTERM');
    }
    await host.remove();
  });

  it('survives SIGKILL: ends what it left running and runs it once more', async () => {
    const port = await freePort();
    const environment = { GIT_HOST_PORT: String(port) };
    const url = `http://127.0.0.1:${port}`;
    const ask = async (path: string, init: RequestInit = {}) =>
      fetch(`${url}${path}`, {
        ...init,
        headers: {
          Authorization: `Basic ${Buffer.from(`portal:${PASSWORD}`).toString(
            'base64',
          )}`,
          'Content-Type': 'application/json',
        },
      });
    const runs = async () =>
      (await (await ask('/api/v1/repos/chatbots/bot/actions/runs')).json())
        .workflow_runs as Array<Record<string, any>>;

    let main = startMain(host, environment);
    await eventually(async () => main.output().includes(`ready on ${url}`));
    await ask('/api/v1/orgs/chatbots/repos', {
      method: 'POST',
      body: JSON.stringify({ name: 'bot', private: true }),
    });
    const folder = await host.workTree(
      'work',
      tinyProject({
        ci: `console.log('PID ' + process.pid + ' attempt ' + process.env.GITHUB_RUN_ATTEMPT);
        setInterval(() => {}, 1000);`,
      }),
    );
    const remote = `http://portal:${PASSWORD}@127.0.0.1:${port}/chatbots/bot.git`;
    await host.git(folder, 'push', '--quiet', remote, 'HEAD:main');
    const pidOf = async (attempt: number) => {
      const actions = '/api/v1/repos/chatbots/bot/actions';
      const { jobs } = await (await ask(`${actions}/runs/1/jobs`)).json();
      const log = await (
        await ask(`${actions}/jobs/${jobs?.[0].id}/logs`)
      ).text();
      const [, pid, of] = /^PID (\d+) attempt (\d+)/m.exec(log) ?? [];
      return Number(of) === attempt ? Number(pid) : 0;
    };
    const first = await eventually(() => pidOf(1));
    main.child.kill('SIGKILL');
    await main.exited;
    expect(await startTimeOf(first)).toBeDefined();

    main = startMain(host, environment);
    await eventually(async () => main.output().includes('ready on'));
    await eventually(async () => (await startTimeOf(first)) === undefined);
    const second = await eventually(() => pidOf(2));
    expect(await runs()).toMatchObject([
      { id: 1, event: 'push', run_attempt: 2, status: 'in_progress' },
    ]);
    const attempt = '/api/v1/repos/chatbots/bot/actions/runs/1/attempts/1';
    expect(await (await ask(attempt)).json()).toMatchObject({
      run_attempt: 1,
      conclusion: 'failure',
    });
    main.child.kill('SIGKILL');
    await main.exited;

    main = startMain(host, environment);
    await eventually(async () => main.output().includes('ready on'));
    await eventually(async () => (await startTimeOf(second)) === undefined);
    expect(await runs()).toMatchObject([
      { run_attempt: 2, status: 'completed', conclusion: 'failure' },
    ]);
    main.child.kill('SIGTERM');
    expect(await main.exited).toBe(0);
  });

  it('says in one line what is wrong and what to do', async () => {
    const blocker = createServer();
    await new Promise<void>(resolve => blocker.listen(0, '127.0.0.1', resolve));
    const { port } = blocker.address() as AddressInfo;
    const bin = join(host.folder, 'bin');
    await mkdir(bin);
    await writeFile(join(bin, 'git'), '#!/bin/sh\necho git version 2.37.9\n');
    await chmod(join(bin, 'git'), 0o755);
    const old = startMain(host, { PATH: `${bin}:${process.env.PATH}` });
    const taken = startMain(host, { GIT_HOST_PORT: String(port) });
    const open = startMain(host, { GIT_HOST_PASSWORD: 'short' });
    expect(await Promise.all([old.exited, taken.exited, open.exited])).toEqual([
      1, 1, 1,
    ]);
    blocker.close();
    expect(old.output()).toBe(
      'git host: git 2.37 is too old: install git 2.38 or newer\n',
    );
    expect(taken.output()).toMatch(/^git host: Port \d+ is taken: .*\n$/);
    expect(open.output()).toMatch(/^git host: .*at least 8 characters\n$/);
  });
});
