import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from './eventually';
import { TestPortal } from './startPortal';

const OWNER = 'chatbots';

/** One run of a repository's pipeline, as the git host's API shows it. */
export interface PipelineRun {
  id: number;
  path: string;
  /** What the workflow's `run-name` says, or the first line of the commit's message. */
  display_title: string;
  status: string;
  conclusion?: string;
  html_url: string;
}

/** Whether a run is the first deployment of a promotion: the portal names it so when it starts it. */
export function deploys(promotion: string) {
  return (run: PipelineRun) =>
    run.display_title === `promotion ${promotion}, attempt 1`;
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

  /** The log of a run's jobs that were not skipped. */
  async log(repository: string, run: PipelineRun): Promise<string> {
    const jobs = await this.ask(repository, `/actions/runs/${run.id}/jobs`);
    const found: Pick<PipelineRun, 'id' | 'conclusion'>[] = (await jobs.json())
      .jobs;
    const logs = found
      .filter(({ conclusion }) => conclusion !== 'skipped')
      .map(async ({ id }) =>
        (await this.ask(repository, `/actions/jobs/${id}/logs`)).text(),
      );
    return (await Promise.all(logs)).join('');
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
