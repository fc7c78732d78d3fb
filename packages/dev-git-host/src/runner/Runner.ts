import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { RunnerContext } from '../GitHostContext';
import type { PushSpool } from '../git/PushSpool';
import type {
  ReleasedPromotion,
  RunRecord,
  RunStatus,
} from '../store/RunRecord';
import { readRequiredSecrets } from './readRequiredSecrets';
import { executeRun, WORKSPACE_PREFIX, type RunLimits } from './executeRun';
import { hasGroupSince } from './processIdentity';
import { signalProcessGroup } from './ProcessGroup';
import { RunLog } from './RunLog';

const NO_COMMIT = '0'.repeat(40);

/** What a runner needs. @internal */
export interface RunnerOptions extends RunLimits {
  root: string;
  concurrency: number;
  spool: PushSpool;
  log: (line: string) => void;
}

/**
 * Starts jobs for pushes and promotions, one after the other, and takes up after a crash what was cut off.
 *
 * @internal
 */
export class Runner {
  readonly #context: RunnerContext;
  readonly #options: RunnerOptions;
  readonly #running = new Map<
    number,
    { abort: AbortController; done: Promise<void> }
  >();
  readonly #drains = new Map<number, Promise<void>>();
  readonly #forgotten = new Set<number>();
  /** Runs that still look queued because their record could not be written, as on a full disk. */
  readonly #unrecorded = new Set<number>();
  #accepting = false;

  private constructor(context: RunnerContext, options: RunnerOptions) {
    this.#context = context;
    this.#options = options;
  }

  static create(context: RunnerContext, options: RunnerOptions): Runner {
    return new Runner(context, options);
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
      await this.onSecretStored(id);
    }
    this.#pump();
  }

  /** Reads the pushes of a repository that git noted, and queues a run for each that moved the default branch. */
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

  /** Queues the runs of a repository that waited for secrets and now have all of them. */
  async onSecretStored(repositoryId: number): Promise<void> {
    for (const run of this.#context.runs.list(repositoryId).reverse()) {
      if (
        run.status === 'waiting-for-secrets' &&
        this.#missingSecrets(run).length === 0
      ) {
        await this.#context.runs.change(run.id, {
          status: 'queued',
          reason: undefined,
          requiredSecrets: undefined,
        });
      }
    }
    this.#pump();
  }

  /** Queues a deploy job; the same promotion never starts a second one by itself. */
  async promote(
    repositoryId: number,
    promotion: ReleasedPromotion,
    commit: string,
  ): Promise<void> {
    const repository = this.#context.repositories.findById(repositoryId);
    const eventId = `promotion:${promotion.id}`;
    if (!repository || this.#context.runs.findByEvent(repositoryId, eventId)) {
      return;
    }
    await this.#context.runs.add({
      repositoryId,
      kind: 'deploy',
      event: 'promotion',
      eventId,
      title: `Deploy ${promotion.version ?? commit.slice(0, 10)} to ${
        promotion.stage
      }`,
      branch: repository.defaultBranch,
      commit,
      actor: 'portal',
      attempt: 1,
      promotion,
    });
    this.#pump();
  }

  /** Queues the same job again, as a run of its own. */
  async rerun(run: RunRecord, actor: string): Promise<RunRecord> {
    const again = await this.#again(
      run,
      'rerun',
      `rerun:${randomUUID()}`,
      actor,
    );
    this.#pump();
    return again;
  }

  /** Ends and forgets the runs of a repository that is about to be deleted. */
  async forget(repositoryId: number): Promise<void> {
    this.#forgotten.add(repositoryId);
    for (const run of this.#context.runs.list(repositoryId)) {
      if (run.status === 'queued' || run.status === 'waiting-for-secrets') {
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

  async #drain(repositoryId: number): Promise<void> {
    const { repositories, runs } = this.#context;
    await this.#options.spool.drain(
      repositories.git(repositoryId).folder,
      async update => {
        const repository = repositories.findById(repositoryId);
        if (
          !repository ||
          update.branch !== repository.defaultBranch ||
          update.after === NO_COMMIT
        ) {
          return;
        }
        const commit = await repositories
          .git(repositoryId)
          .commit(update.after);
        await runs.add({
          repositoryId,
          kind: 'ci',
          event: 'push',
          eventId: update.eventId,
          title: commit.message.split('\n', 1)[0].slice(0, 200),
          branch: update.branch,
          commit: update.after,
          actor: update.actor,
          attempt: 1,
        });
      },
    );
    this.#pump();
  }

  #pump(): void {
    while (this.#accepting && this.#running.size < this.#options.concurrency) {
      const next = this.#context.runs
        .all()
        .find(
          ({ id, status }) =>
            status === 'queued' &&
            !this.#running.has(id) &&
            !this.#unrecorded.has(id),
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
    let status: RunStatus = 'failure';
    let reason: string | undefined;
    try {
      reason = await this.#obstacle(queued);
      if (reason === undefined) {
        status = (await this.#waitsForSecrets(queued))
          ? 'waiting-for-secrets'
          : await this.#execute(queued, signal);
      }
    } catch (error) {
      reason = 'The git host could not run the job';
      this.#options.log(
        `Run ${queued.id} could not be run: ${(error as Error).message}`,
      );
    }
    if (status === 'waiting-for-secrets') {
      // A secret stored between the look and the note would wake nobody else.
      await this.onSecretStored(queued.repositoryId);
      return;
    }
    if (status === 'interrupted') {
      await this.#interrupt(
        queued,
        'The git host was stopped while the job ran',
      );
      return;
    }
    if (reason !== undefined) {
      await this.#explain(queued, reason);
    }
    await runs.change(queued.id, {
      status,
      finishedAt: new Date().toISOString(),
      process: undefined,
      workspace: undefined,
      ...(reason && { reason }),
    });
  }

  /** Why a run can't even be looked into: a promotion may name a commit that was never pushed here. */
  async #obstacle(run: RunRecord): Promise<string | undefined> {
    const repository = this.#context.repositories.git(run.repositoryId);
    return (await repository.resolve(run.commit)) === undefined
      ? `The commit ${run.commit} is not in the repository`
      : undefined;
  }

  async #execute(queued: RunRecord, signal: AbortSignal): Promise<RunStatus> {
    const run = await this.#context.runs.change(queued.id, {
      status: 'running',
      startedAt: new Date().toISOString(),
    });
    return executeRun(
      this.#context,
      run,
      join(this.#options.root, 'deployments', String(run.repositoryId)),
      this.#options,
      signal,
    );
  }

  async #explain(run: RunRecord, reason: string): Promise<void> {
    const log = RunLog.open(
      this.#context.runs.logFile(run.id),
      [],
      this.#options.maxLogBytes,
    );
    log.line(reason);
    await log.close();
  }

  /**
   * Parks a run whose commit requires secrets that the repository lacks. A pipeline that reports with a token would
   * otherwise fail when it is faster than whoever stores the token.
   */
  async #waitsForSecrets(run: RunRecord): Promise<boolean> {
    const requiredSecrets = await readRequiredSecrets(
      this.#context.repositories.git(run.repositoryId),
      run.commit,
    );
    const missing = this.#missingSecrets({ ...run, requiredSecrets });
    if (missing.length === 0) {
      return false;
    }
    await this.#context.runs.change(run.id, {
      status: 'waiting-for-secrets',
      requiredSecrets,
      reason: `Starts by itself once the repository has ${missing.join(', ')}`,
    });
    return true;
  }

  #missingSecrets(run: RunRecord): string[] {
    const present = new Set(
      this.#context.secrets.list(run.repositoryId).map(({ name }) => name),
    );
    return (run.requiredSecrets ?? []).filter(name => !present.has(name));
  }

  /** A run that was itself a second try is not tried a third time: it may be what ends the host. */
  async #interrupt(run: RunRecord, reason: string): Promise<void> {
    const current = this.#context.runs.find(run.id) ?? run;
    await this.#context.runs.change(run.id, {
      status: 'interrupted',
      reason,
      finishedAt: new Date().toISOString(),
      process: undefined,
      workspace: undefined,
      steps: current.steps.map(step =>
        step.status === 'running'
          ? { ...step, status: 'interrupted' as const }
          : step,
      ),
    });
    if (run.event !== 'recovery' && !this.#forgotten.has(run.repositoryId)) {
      await this.#again(run, 'recovery', `recovery:${run.id}`, run.actor);
    }
  }

  #again(
    run: RunRecord,
    event: 'rerun' | 'recovery',
    eventId: string,
    actor: string,
  ): Promise<RunRecord> {
    return this.#context.runs.add({
      repositoryId: run.repositoryId,
      kind: run.kind,
      event,
      eventId,
      title: run.title,
      branch: run.branch,
      commit: run.commit,
      actor,
      attempt: run.attempt + 1,
      promotion: run.promotion,
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
