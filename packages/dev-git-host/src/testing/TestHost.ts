import { execFile } from 'node:child_process';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { startGitHost, type GitHost } from '../GitHost';
import type { GitHostOptions } from '../GitHostOptions';

const execute = promisify(execFile);

/** The password of every host under test. @internal */
export const PASSWORD = 'host-password-1';

/** A lock file without dependencies: `npm ci` works without a network. */
const LOCK = {
  name: 'tiny',
  version: '1.0.0',
  lockfileVersion: 3,
  requires: true,
  packages: { '': { name: 'tiny', version: '1.0.0' } },
};

const CI = `name: ci
on:
  push:
    branches: [main]
jobs:
  ci:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
      - run: npm ci
      - run: npm run ci
        env:
          API_KEY: \${{ secrets.API_KEY }}
          ARTIFACT_REPOSITORY_TOKEN: \${{ secrets.ARTIFACT_REPOSITORY_TOKEN }}
          ARTIFACT_REPOSITORY_URL: \${{ vars.ARTIFACT_REPOSITORY_URL }}
          CHATBOT_PORTAL_URL: \${{ vars.CHATBOT_PORTAL_URL }}
          DEPLOY_STATE_DIR: \${{ vars.DEPLOY_STATE_DIR }}
`;

const DEPLOY = `name: deploy
run-name: promotion \${{ inputs.promotion }}, attempt \${{ inputs.attempt }}
on:
  workflow_dispatch:
    inputs:
      promotion:
        required: true
        type: string
      stage:
        required: true
        type: choice
        options: [staging, production]
      attempt:
        default: '1'
      dry:
        type: boolean
concurrency: deploy-\${{ inputs.stage }}
jobs:
  deploy:
    runs-on: self-hosted
    steps:
      - uses: actions/checkout@v6
      - run: npm run deploy
        env:
          PROMOTION: \${{ inputs.promotion }}
          OF_EVENT: \${{ github.event.inputs.promotion }}
          STAGE: \${{ inputs.stage }}
          DRY: \${{ inputs.dry && 'yes' || 'no' }}
          UNHEARD: \${{ inputs.unheard }}\${{ github.event.inputs.unheard }}
`;

/** The files of a repository whose workflows run one script each. @internal */
export function tinyProject(scripts: {
  ci?: string;
  deploy?: string;
}): Record<string, string> {
  return {
    'package.json': JSON.stringify({
      name: 'tiny',
      version: '1.0.0',
      scripts: { ci: 'node ci.mjs', deploy: 'node deploy.mjs' },
    }),
    'package-lock.json': JSON.stringify(LOCK),
    '.github/workflows/ci.yml': CI,
    '.github/workflows/deploy.yml': DEPLOY,
    'ci.mjs': scripts.ci ?? "console.log('nothing to do')",
    'deploy.mjs': scripts.deploy ?? "console.log('nothing to deploy')",
  };
}

/** Asks until something holds. @internal */
export async function eventually<T>(
  ask: () => Promise<T | undefined | false>,
  timeout = 30_000,
): Promise<T> {
  const until = Date.now() + timeout;
  for (;;) {
    const answer = await ask();
    if (answer) {
      return answer;
    }
    if (Date.now() > until) {
      throw new Error('It did not happen in time');
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** A real host in a folder of its own, and what tests do with it. @internal */
export class TestHost {
  readonly folder: string;
  readonly lines: string[] = [];
  #host: GitHost | undefined;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async start(options: Partial<GitHostOptions> = {}): Promise<TestHost> {
    const host = new TestHost(await mkdtemp(join(tmpdir(), 'git-host-test-')));
    await host.start(options);
    return host;
  }

  /** A folder without a running host. */
  static async folderOnly(): Promise<TestHost> {
    return new TestHost(await mkdtemp(join(tmpdir(), 'git-host-test-')));
  }

  async start(options: Partial<GitHostOptions> = {}): Promise<void> {
    this.#host = await startGitHost({
      root: this.root,
      password: PASSWORD,
      log: line => this.lines.push(line),
      ...options,
    });
  }

  get root(): string {
    return join(this.folder, 'root');
  }

  get url(): string {
    if (!this.#host) {
      throw new Error('The host is not running');
    }
    return this.#host.url;
  }

  async stop(): Promise<void> {
    await this.#host?.stop();
    this.#host = undefined;
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Asks as the host's user unless other credentials are given; `undefined` asks anonymously. */
  async fetch(
    path: string,
    init: RequestInit & { credential?: string } = {},
  ): Promise<Response> {
    const { credential = `portal:${PASSWORD}`, ...rest } = init;
    const headers = new Headers(rest.headers);
    if (credential !== '') {
      headers.set(
        'Authorization',
        `Basic ${Buffer.from(credential).toString('base64')}`,
      );
    }
    if (typeof rest.body === 'string' && !headers.has('Content-Type')) {
      headers.set('Content-Type', 'application/json');
    }
    return fetch(`${this.url}${path}`, {
      redirect: 'manual',
      ...rest,
      headers,
    });
  }

  async json<T = Record<string, any>>(
    path: string,
    init?: RequestInit,
  ): Promise<T> {
    const response = await this.fetch(path, init);
    if (!response.ok) {
      throw new Error(
        `${path} answered ${response.status}: ${await response.text()}`,
      );
    }
    return (await response.json()) as T;
  }

  async createRepository(name: string): Promise<{ id: number }> {
    return this.json('/api/v1/orgs/chatbot-team/repos', {
      method: 'POST',
      body: JSON.stringify({ name, private: true }),
    });
  }

  async putSecret(
    repository: string,
    name: string,
    data: string,
  ): Promise<number> {
    const path = `/api/v1/repos/chatbot-team/${repository}/actions/secrets/${name}`;
    return (
      await this.fetch(path, { method: 'PUT', body: JSON.stringify({ data }) })
    ).status;
  }

  gitUrl(repository: string, credential = `portal:${PASSWORD}`): string {
    const at = credential === '' ? '' : `${credential}@`;
    return `${this.url.replace(
      'http://',
      `http://${at}`,
    )}/chatbot-team/${repository}.git`;
  }

  /** Runs the real git with nobody's configuration. */
  async git(cwd: string, ...args: string[]): Promise<string> {
    const { stdout } = await execute('git', args, {
      cwd,
      env: {
        PATH: process.env.PATH ?? '',
        HOME: this.folder,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_TERMINAL_PROMPT: '0',
        GIT_AUTHOR_NAME: 'engineer',
        GIT_AUTHOR_EMAIL: 'engineer@example.com',
        GIT_COMMITTER_NAME: 'engineer',
        GIT_COMMITTER_EMAIL: 'engineer@example.com',
      },
    });
    return stdout.trim();
  }

  /** A local clone-to-be with one commit of these files. */
  async workTree(name: string, files: Record<string, string>): Promise<string> {
    const folder = join(this.folder, name);
    await mkdir(folder, { recursive: true });
    await this.git(folder, 'init', '--quiet', '--initial-branch=main');
    await this.commit(folder, files, `Start ${name}`);
    return folder;
  }

  async commit(
    folder: string,
    files: Record<string, string>,
    message: string,
  ): Promise<string> {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    }
    await this.git(folder, 'add', '--all');
    await this.git(
      folder,
      'commit',
      '--quiet',
      '--allow-empty',
      '--message',
      message,
    );
    return this.git(folder, 'rev-parse', 'HEAD');
  }

  /** Creates a repository and pushes these files; answers the working copy's folder. */
  async publish(name: string, files: Record<string, string>): Promise<string> {
    await this.createRepository(name);
    const folder = await this.workTree(`work-${name}`, files);
    await this.git(folder, 'push', '--quiet', this.gitUrl(name), 'HEAD:main');
    return folder;
  }

  async runs(repository: string): Promise<Array<Record<string, any>>> {
    const path = `/api/v1/repos/chatbot-team/${repository}/actions/runs`;
    return (await this.json(path)).workflow_runs;
  }

  /** Waits until a number of runs have ended, newest first. */
  async endedRuns(repository: string, count: number, timeout?: number) {
    return eventually(async () => {
      const runs = await this.runs(repository);
      return (
        runs.filter(found => found.status === 'completed').length >= count &&
        runs
      );
    }, timeout);
  }

  /** The log of a run's first job. */
  async log(repository: string, run: number): Promise<string> {
    const path = `/api/v1/repos/chatbot-team/${repository}/actions`;
    const { jobs } = await this.json(`${path}/runs/${run}/jobs`);
    return (await this.fetch(`${path}/jobs/${jobs[0].id}/logs`)).text();
  }

  /** Starts the workflow `deploy.yml`, and answers its run. */
  async deploy(
    repository: string,
    inputs: Record<string, string>,
  ): Promise<Record<string, any>> {
    const path = `/api/v1/repos/chatbot-team/${repository}/actions`;
    const details = await this.json(
      `${path}/workflows/deploy.yml/dispatches?return_run_details=true`,
      { method: 'POST', body: JSON.stringify({ ref: 'main', inputs }) },
    );
    return this.json(`${path}/runs/${details.workflow_run_id}`);
  }

  /** Waits until a run has ended. */
  async ended(repository: string, run: number): Promise<Record<string, any>> {
    const path = `/api/v1/repos/chatbot-team/${repository}/actions/runs/${run}`;
    return eventually(async () => {
      const found = await this.json(path);
      return found.status === 'completed' && found;
    });
  }

  /** A new account with a token, as a credential; `access` makes it a collaborator of the repository. */
  async account(
    login: string,
    options: {
      repository?: string;
      access?: 'read' | 'write' | 'admin';
      scopes?: string[];
    } = {},
  ): Promise<string> {
    const { repository, access, scopes = ['all'] } = options;
    if ((await this.fetch(`/api/v1/users/${login}`)).status === 404) {
      await this.json('/api/v1/admin/users', {
        method: 'POST',
        body: JSON.stringify({
          username: login,
          email: `${login}@example.com`,
        }),
      });
    }
    if (repository) {
      const path = `/api/v1/repos/chatbot-team/${repository}/collaborators/${login}`;
      await this.fetch(path, {
        method: 'PUT',
        body: JSON.stringify({ permission: access }),
      });
    }
    const { sha1 } = await this.json(`/api/v1/users/${login}/tokens`, {
      method: 'POST',
      body: JSON.stringify({ name: `t${Date.now()}${Math.random()}`, scopes }),
    });
    return `${login}:${sha1}`;
  }
}
