import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from './eventually';
import { TestPortal } from './startPortal';

const OWNER = 'chatbots';

/** One run of a repository's pipeline, as the git host's API shows it. */
export interface PipelineRun {
  id: number;
  path: string;
  /** First line of the commit's message. */
  display_title: string;
  status: string;
  conclusion: string | null;
  promotion_id: string | null;
  html_url: string;
}

/** What the test asks the local git host, with the password that the portal has. */
export class GitHostClient {
  readonly #url: string;
  readonly #authorization: string;
  readonly #password: string;

  private constructor(url: string, password: string) {
    this.#url = url;
    this.#password = password;
    this.#authorization = `Basic ${Buffer.from(`portal:${password}`).toString(
      'base64',
    )}`;
  }

  static async create(portal: TestPortal): Promise<GitHostClient> {
    const file = join(portal.dataFolder, 'keys', 'git-host-password');
    return new GitHostClient(portal.gitHostUrl, await readFile(file, 'utf8'));
  }

  /** Where git clones from and pushes to. */
  remote(repository: string): string {
    const { host } = new URL(this.#url);
    return `http://portal:${this.#password}@${host}/${OWNER}/${repository}.git`;
  }

  /** A path below the repository, for example `/commits`. */
  async ask(repository: string, path = ''): Promise<Response> {
    const response = await fetch(
      `${this.#url}/api/v1/repos/${OWNER}/${repository}${path}`,
      { headers: { Authorization: this.#authorization } },
    );
    if (!response.ok) {
      throw new Error(`${path}: ${response.status} ${await response.text()}`);
    }
    return response;
  }

  async log(repository: string, run: PipelineRun): Promise<string> {
    const path = `/actions/jobs/${run.id}/logs`;
    return (await this.ask(repository, path)).text();
  }

  async runs(repository: string): Promise<PipelineRun[]> {
    const response = await this.ask(repository, '/actions/runs');
    return (await response.json()).workflow_runs;
  }

  /** Waits for a run to end, and fails with its log unless it succeeds. */
  async success(
    repository: string,
    isWanted: (run: PipelineRun) => boolean,
    timeout: number,
  ): Promise<PipelineRun> {
    const run = await eventually(
      async () =>
        (
          await this.runs(repository)
        ).find(found => isWanted(found) && found.status === 'completed'),
      { what: `A run of ${repository} ends`, timeout, pause: 2000 },
    );
    if (run.conclusion !== 'success') {
      throw new Error(
        `Run ${run.id} of ${repository}: ${run.conclusion}\n${await this.log(
          repository,
          run,
        )}`,
      );
    }
    return run;
  }
}
