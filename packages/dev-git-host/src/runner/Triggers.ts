import { NotFoundError } from '@backstage/errors';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { RunnerContext } from '../GitHostContext';
import { GitWriter } from '../git/GitWriter';
import type { RefUpdate } from '../git/PushSpool';
import { UnprocessableError } from '../http/errors';
import { isBranchName } from '../store/names';
import type { PullRecord } from '../store/PullStore';
import type { RepositoryRecord } from '../store/RepositoryRecord';
import type { NewRun } from '../store/RunStore';
import { interpolate } from '../workflows/expressions';
import { dispatchInputs, runContexts } from '../workflows/inputs';
import {
  isTriggered,
  listWorkflows,
  orderedJobs,
  type TriggerEvent,
  type Workflow,
} from '../workflows/Workflow';
import { instanceVariables } from './executeRun';

/** What Gitea looks for in a commit's message; a dispatch does not ask for it. */
const SKIP = /\[(skip ci|ci skip|no ci|skip actions|actions skip)\]/;

type Cause = Pick<
  NewRun,
  'event' | 'eventId' | 'ref' | 'commit' | 'startedBy' | 'inputs' | 'pull'
>;

/** Finds the workflows that an event starts, and makes their runs. @internal */
export class Triggers {
  readonly #context: RunnerContext;
  readonly #root: string;

  constructor(context: RunnerContext, root: string) {
    this.#context = context;
    this.#root = root;
  }

  /** The runs that a push to a branch starts, also those of pull requests from it. */
  async pushed(
    repository: RepositoryRecord,
    update: RefUpdate,
  ): Promise<NewRun[]> {
    const { pulls, repositories } = this.#context;
    const ref = `refs/heads/${update.branch}`;
    const { after: commit, actor: startedBy } = update;
    const runs = await this.#triggered(repository, 'push', update.branch, {
      event: 'push',
      eventId: update.eventId,
      ref,
      commit,
      startedBy,
    });
    for (const pull of pulls.list(repository.id)) {
      if (pull.state === 'open' && pull.head === update.branch) {
        await new GitWriter(repositories.git(repository.id)).moveRef(
          `refs/pull/${pull.number}/head`,
          commit,
        );
        runs.push(
          ...(await this.pullChanged(repository, pull, commit, startedBy)),
        );
      }
    }
    return runs;
  }

  /** The runs that a new head of a pull request starts. */
  async pullChanged(
    repository: RepositoryRecord,
    pull: PullRecord,
    commit: string,
    startedBy: string,
  ): Promise<NewRun[]> {
    const { number, title, base, head } = pull;
    if (SKIP.test(title)) {
      return [];
    }
    return this.#triggered(repository, 'pull_request', base, {
      event: 'pull_request',
      eventId: `pull:${number}:${commit}`,
      ref: `refs/pull/${number}/head`,
      commit,
      startedBy,
      pull: { number, title, base, head },
    });
  }

  /**
   * The run of a dispatch.
   *
   * @throws NotFoundError for a branch, tag or workflow that does not exist
   * @throws UnprocessableError for a workflow that can't be dispatched
   */
  async dispatched(
    repository: RepositoryRecord,
    file: string,
    ref: string,
    given: Readonly<Record<string, string>>,
    startedBy: string,
  ): Promise<NewRun> {
    const git = this.#context.repositories.git(repository.id);
    const fullRef = /^refs\/(heads|tags)\//.test(ref)
      ? ref
      : `refs/heads/${ref}`;
    const name = fullRef.replace(/^refs\/(heads|tags)\//, '');
    const commit = isBranchName(name)
      ? await git.resolveRef(fullRef)
      : undefined;
    if (!commit) {
      throw new NotFoundError(`ref "${ref}" doesn't exist`);
    }
    const found = (await listWorkflows(git, commit)).find(
      known => known.file === file,
    );
    if (!found) {
      throw new NotFoundError(`workflow "${file}" doesn't exist`);
    }
    const workflow = await found.read();
    if (!workflow.on.workflow_dispatch) {
      throw new UnprocessableError(
        `workflow "${file}" has no workflow_dispatch event trigger`,
      );
    }
    return this.#run(repository, workflow, {
      event: 'workflow_dispatch',
      eventId: `dispatch:${randomUUID()}`,
      ref: fullRef,
      commit,
      startedBy,
      inputs: dispatchInputs(workflow, given),
    });
  }

  async #triggered(
    repository: RepositoryRecord,
    event: TriggerEvent,
    branch: string,
    cause: Cause,
  ): Promise<NewRun[]> {
    const git = this.#context.repositories.git(repository.id);
    if (SKIP.test((await git.commit(cause.commit)).message)) {
      return [];
    }
    const runs: NewRun[] = [];
    for (const { file, path, read } of await listWorkflows(git, cause.commit)) {
      const eventId = `${cause.eventId}:${file}`;
      try {
        const workflow = await read();
        if (isTriggered(workflow, event, branch)) {
          runs.push(
            await this.#run(repository, workflow, { ...cause, eventId }),
          );
        }
      } catch (error) {
        if ((error as Error).name !== 'InputError') {
          throw error;
        }
        // Nobody would see that a broken file starts nothing: its run says what is wrong.
        if (branch === repository.defaultBranch && event === 'push') {
          const broken = { file, path, jobs: {} };
          runs.push(await this.#run(repository, broken, { ...cause, eventId }));
        }
      }
    }
    return runs;
  }

  async #run(
    repository: RepositoryRecord,
    workflow: Pick<Workflow, 'file' | 'path' | 'jobs'> & Partial<Workflow>,
    cause: Cause,
  ): Promise<NewRun> {
    const { repositories, variables, baseUrl } = this.#context;
    const commit = await repositories.git(repository.id).commit(cause.commit);
    const workflowName = workflow.name ?? workflow.file;
    const contexts = runContexts(
      {
        ...cause,
        actor: cause.startedBy,
        workflow: workflowName,
        repository: `${repository.owner}/${repository.name}`,
        repositoryId: repository.id,
        owner: repository.owner,
        serverUrl: baseUrl,
      },
      {
        ...instanceVariables(
          this.#context,
          deploymentsFolder(this.#root, repository.id),
        ),
        ...variables.values(repository.id),
      },
    );
    const runName = interpolate(workflow['run-name'] ?? '', contexts).trim();
    const keys =
      workflow.on === undefined ? [] : orderedJobs(workflow as Workflow);
    return {
      ...cause,
      repositoryId: repository.id,
      workflow: workflow.file,
      workflowName,
      title: (runName || commit.message.split('\n', 1)[0]).slice(0, 255),
      jobs: keys.map(key => {
        const job = workflow.jobs[key];
        return {
          key,
          name: job.name ?? key,
          labels: job['runs-on'],
          status: 'queued',
          steps: [],
        };
      }),
      ...(workflow.concurrency && {
        concurrency: interpolate(workflow.concurrency.group, contexts),
      }),
    };
  }
}

/** Where the deployments of a repository live, for as long as the host's folder does. @internal */
export function deploymentsFolder(root: string, repositoryId: number): string {
  return join(root, 'deployments', String(repositoryId));
}
