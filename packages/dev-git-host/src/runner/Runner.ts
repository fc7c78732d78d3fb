import { InputError } from '@backstage/errors';
import { rm } from 'node:fs/promises';
import type { RunnerContext } from '../GitHostContext';
import type { PushSpool } from '../git/PushSpool';
import type { PullRecord } from '../store/PullStore';
import type { RunRecord, RunStatus } from '../store/RunRecord';
import type { NewRun } from '../store/RunStore';
import { WORKSPACE_PREFIX } from './executeJob';
import { executeRun, type RunLimits } from './executeRun';
import { hasGroupSince } from './processIdentity';
import { signalProcessGroup } from './ProcessGroup';
import { RunLog } from './RunLog';
import { deploymentsFolder, Triggers } from './Triggers';

const NO_COMMIT = '0'.repeat(40);

/** What a runner needs. @internal */
export interface RunnerOptions extends RunLimits {
  root: string;
  concurrency: number;
  spool: PushSpool;
  log: (line: string) => void;
}

/**
 * Runs workflows, the oldest first, and takes up after a crash what was cut off.
 *
 * @internal
 */
export class Runner {
  readonly #context: RunnerContext;
  readonly #options: RunnerOptions;
  readonly #triggers: Triggers;
  readonly #running = new Map<
    number,
    { abort: AbortController; done: Promise<void> }
  >();
  readonly #drains = new Map<number, Promise<void>>();
  readonly #forgotten = new Set<number>();
  /** Runs that still look queued because their record could not be written, as on a full disk. */
  readonly #unrecorded = new Set<number>();
  #accepting = false;

  constructor(context: RunnerContext, options: RunnerOptions) {
    this.#context = context;
    this.#options = options;
    this.#triggers = new Triggers(context, options.root);
  }

  /** Ends what a dead host left behind, queues cut-off runs once more, and takes pushes that were not seen. */
  async start(): Promise<void> {
    for (const run of this.#context.runs.all()) {
      if (run.status === 'running') {
        await this.#clean(run);
        await this.#interrupt(run, 'The git host ended while the job ran');
      }
    }
    this.#accepting = true;
    for (const { id } of this.#context.repositories.list()) {
      await this.onPushed(id);
    }
    this.#pump();
  }

  /** Reads the pushes of a repository that git noted, and queues what they start. */
  async onPushed(repositoryId: number): Promise<void> {
    const before = this.#drains.get(repositoryId) ?? Promise.resolve();
    const drain = before.then(() => this.#drain(repositoryId));
    this.#drains.set(
      repositoryId,
      drain.catch(error =>
        this.#options.log(`Reading pushes failed: ${error.message}`),
      ),
    );
    await drain;
  }

  /** Queues what a new pull request starts. */
  async onPullOpened(pull: PullRecord, commit: string): Promise<void> {
    const repository = this.#context.repositories.findById(pull.repositoryId);
    if (repository) {
      await this.#add(
        await this.#triggers.pullChanged(repository, pull, commit, pull.poster),
      );
    }
  }

  /** Queues a run of a workflow by hand; see {@link Triggers.dispatched} for what it refuses. */
  async dispatch(
    ...call: Parameters<Triggers['dispatched']>
  ): Promise<RunRecord> {
    const [run] = await this.#add([await this.#triggers.dispatched(...call)]);
    return run;
  }

  /** Queues the next attempt of a run that has ended. @throws InputError when it has not */
  async rerun(run: RunRecord, actor: string): Promise<RunRecord> {
    if (run.status === 'queued' || run.status === 'running') {
      throw new InputError('this workflow run is not done');
    }
    const again = await this.#again(run, actor);
    this.#pump();
    return again;
  }

  /** Ends and forgets the runs of a repository that is about to be deleted. */
  async forget(repositoryId: number): Promise<void> {
    this.#forgotten.add(repositoryId);
    for (const run of this.#context.runs.list(repositoryId)) {
      if (run.status === 'queued') {
        await this.#context.runs.change(run.id, { status: 'cancelled' });
      }
      const running = this.#running.get(run.id);
      running?.abort.abort();
      await running?.done;
    }
    await this.#context.runs.removeAll(repositoryId);
  }

  /** Ends running jobs with all their processes; they are queued for the next start. */
  async stop(): Promise<void> {
    this.#accepting = false;
    for (const { abort } of this.#running.values()) {
      abort.abort();
    }
    await Promise.all([...this.#running.values()].map(({ done }) => done));
    await Promise.all(this.#drains.values());
  }

  async #add(runs: readonly NewRun[]): Promise<RunRecord[]> {
    const added: RunRecord[] = [];
    for (const run of runs) {
      added.push(await this.#context.runs.add(run));
    }
    this.#pump();
    return added;
  }

  async #drain(repositoryId: number): Promise<void> {
    const { repositories } = this.#context;
    await this.#options.spool.drain(
      repositories.git(repositoryId).folder,
      async update => {
        const repository = repositories.findById(repositoryId);
        if (repository && update.after !== NO_COMMIT) {
          await this.#add(await this.#triggers.pushed(repository, update));
        }
      },
    );
  }

  #pump(): void {
    while (this.#accepting && this.#running.size < this.#options.concurrency) {
      const all = this.#context.runs.all();
      const groups = new Set(
        all
          .filter(({ id }) => this.#running.has(id))
          .map(run => run.concurrency && groupOf(run)),
      );
      const next = all.find(
        run =>
          run.status === 'queued' &&
          !this.#running.has(run.id) &&
          !this.#unrecorded.has(run.id) &&
          !(run.concurrency && groups.has(groupOf(run))),
      );
      if (!next) {
        return;
      }
      const abort = new AbortController();
      const done = this.#run(next, abort.signal)
        .catch(error => {
          // Taken up at once it would fail the same way, and keep all others waiting.
          this.#unrecorded.add(next.id);
          this.#options.log(
            `Run ${next.id} could not be recorded and waits for the next start of the git host: ${error.message}`,
          );
        })
        .finally(() => {
          this.#running.delete(next.id);
          this.#pump();
        });
      this.#running.set(next.id, { abort, done });
    }
  }

  async #run(queued: RunRecord, signal: AbortSignal): Promise<void> {
    const { runs } = this.#context;
    let result: { status: RunStatus; reason?: string };
    try {
      const run = await runs.change(queued.id, {
        status: 'running',
        startedAt: new Date().toISOString(),
      });
      result = await executeRun(
        this.#context,
        run,
        deploymentsFolder(this.#options.root, run.repositoryId),
        this.#options,
        signal,
      );
    } catch (error) {
      const { name, message } = error as Error;
      const isOfWorkflow = name === 'InputError';
      const reason = isOfWorkflow
        ? message
        : 'The git host could not run the job';
      result = { status: 'failure', reason };
      await this.#explain(queued, reason);
      if (!isOfWorkflow) {
        this.#options.log(`Run ${queued.id} could not be run: ${message}`);
      }
    }
    if (result.status === 'interrupted') {
      await this.#interrupt(
        queued,
        'The git host was stopped while the job ran',
      );
      return;
    }
    await runs.change(queued.id, {
      ...result,
      finishedAt: new Date().toISOString(),
      process: undefined,
      workspace: undefined,
    });
  }

  async #explain(run: RunRecord, reason: string): Promise<void> {
    const log = RunLog.open(
      this.#context.runs.logFile(run.id, run.attempt, 0),
      [],
      this.#options.maxLogBytes,
    );
    log.line(reason);
    await log.close();
  }

  /** A run that was itself a second try is not tried a third time: it may be what ends the host. */
  async #interrupt(run: RunRecord, reason: string): Promise<void> {
    const current = this.#context.runs.find(run.id) ?? run;
    const interrupted = <T extends { status: RunStatus }>(part: T): T =>
      part.status === 'running' ? { ...part, status: 'interrupted' } : part;
    const ended = await this.#context.runs.change(run.id, {
      status: 'interrupted',
      reason,
      finishedAt: new Date().toISOString(),
      process: undefined,
      workspace: undefined,
      jobs: current.jobs.map(job => ({
        ...interrupted(job),
        steps: job.steps.map(interrupted),
      })),
    });
    if (!run.isRecovered && !this.#forgotten.has(run.repositoryId)) {
      await this.#again(ended, run.actor, true);
    }
  }

  #again(
    run: RunRecord,
    actor: string,
    isRecovered = false,
  ): Promise<RunRecord> {
    const { attempt, status, startedAt, finishedAt, reason, jobs } = run;
    return this.#context.runs.change(run.id, {
      attempt: attempt + 1,
      actor,
      status: 'queued',
      startedAt: undefined,
      finishedAt: undefined,
      reason: undefined,
      isRecovered,
      jobs: jobs.map(({ key, name, labels }) => ({
        key,
        name,
        labels,
        status: 'queued',
        steps: [],
      })),
      previous: [
        ...run.previous,
        {
          attempt,
          actor: run.actor,
          status,
          startedAt,
          finishedAt,
          reason,
          jobs,
        },
      ],
    });
  }

  /** Ends the processes and removes the folder of a run whose host was killed. */
  async #clean(run: RunRecord): Promise<void> {
    if (
      run.process &&
      (await hasGroupSince(run.process.pid, Date.parse(run.process.startedAt)))
    ) {
      signalProcessGroup(run.process.pid, 'SIGKILL');
    }
    if (run.workspace?.startsWith(WORKSPACE_PREFIX)) {
      await rm(run.workspace, { recursive: true, force: true, maxRetries: 3 });
    }
  }
}

function groupOf(run: RunRecord): string {
  return `${run.repositoryId} ${run.concurrency}`;
}
