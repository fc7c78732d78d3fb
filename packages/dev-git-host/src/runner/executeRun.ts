import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunnerContext } from '../GitHostContext';
import type { RunRecord, RunStatus } from '../store/RunRecord';
import { jobEnvironment } from './jobEnvironment';
import { inheritedEnvironment } from './npmEnvironment';
import { startTimeOf } from './processIdentity';
import { runInProcessGroup } from './ProcessGroup';
import { RunLog } from './RunLog';

/** The limits of a job. @internal */
export interface RunLimits {
  /** For all steps together, in milliseconds. */
  timeout: number;
  /** Of the log, in bytes. */
  maxLogBytes: number;
}

/** The prefix of every job's folder; recovery removes no other folder. @internal */
export const WORKSPACE_PREFIX = join(tmpdir(), 'git-host-run-');

/** Settings for the clone's git: no hooks or configuration of anybody, and no waiting for a password. */
const CLONE_ENVIRONMENT = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
};

interface Step {
  name: string;
  command: string;
  args: string[];
  inCheckout: boolean;
}

/**
 * Runs one job: a fresh clone outside the host's own folders (a package manager or compiler that looks upwards must
 * find nothing there), then the two commands of its kind.
 *
 * @internal
 */
export async function executeRun(
  context: RunnerContext,
  run: RunRecord,
  deployStateFolder: string,
  limits: RunLimits,
  signal: AbortSignal,
): Promise<RunStatus> {
  const repository = context.repositories.findById(run.repositoryId);
  if (!repository) {
    return 'cancelled';
  }
  const jobToken = context.authenticator.issueJobToken(repository.id);
  const secrets = context.secrets.reveal(repository.id);
  const log = RunLog.open(
    context.runs.logFile(run.id),
    [...Object.values(secrets), jobToken],
    limits.maxLogBytes,
  );
  const workspace = await mkdtemp(WORKSPACE_PREFIX);
  const checkout = join(workspace, 'checkout');
  const deadline = Date.now() + limits.timeout;
  try {
    await context.runs.change(run.id, { workspace });
    await mkdir(join(workspace, 'home'));
    await mkdir(join(workspace, 'tmp'));
    await mkdir(deployStateFolder, { recursive: true });
    const env = jobEnvironment({
      inherited: await inheritedEnvironment(),
      secrets,
      repository,
      run,
      workspace,
      hostUrl: context.baseUrl,
      portalUrl: context.portalUrl,
      jobToken,
      deployStateFolder,
    });
    const bare = context.repositories.git(repository.id).folder;
    const origin = `${context.baseUrl}/${repository.owner}/${repository.name}.git`;
    const steps: Step[] = [
      // From the folder itself: a job's clone holds no credential.
      {
        name: 'Clone',
        command: 'git',
        args: [
          'clone',
          '--quiet',
          '--no-hardlinks',
          '--no-checkout',
          `file://${bare}`,
          checkout,
        ],
        inCheckout: false,
      },
      {
        name: 'Check out',
        command: 'git',
        args: [
          '-c',
          'advice.detachedHead=false',
          'checkout',
          '--quiet',
          '--force',
          '-B',
          run.branch,
          run.commit,
        ],
        inCheckout: true,
      },
      {
        name: 'Set origin',
        command: 'git',
        args: ['remote', 'set-url', 'origin', origin],
        inCheckout: true,
      },
      { name: 'npm ci', command: 'npm', args: ['ci'], inCheckout: true },
      {
        name: `npm run ${run.kind}`,
        command: 'npm',
        args: ['run', run.kind],
        inCheckout: true,
      },
    ];
    const records: RunRecord['steps'] = [];
    for (const step of steps) {
      const record = {
        name: step.name,
        status: 'running' as RunStatus,
        startedAt: new Date().toISOString(),
      };
      records.push(record);
      await context.runs.change(run.id, { steps: [...records] });
      log.line(`> ${step.name}`);
      const outcome = await runInProcessGroup({
        command: step.command,
        args: step.args,
        cwd: step.inCheckout ? checkout : workspace,
        env:
          step.command === 'git'
            ? { PATH: env.PATH, HOME: env.HOME, ...CLONE_ENVIRONMENT }
            : env,
        timeout: Math.max(1, deadline - Date.now()),
        signal,
        stdout: log.sink(),
        stderr: log.sink(),
        onStarted: async pid => {
          const startedAt = new Date(
            (await startTimeOf(pid)) ?? Date.now(),
          ).toISOString();
          await context.runs.change(run.id, { process: { pid, startedAt } });
        },
      });
      const status = statusOf(outcome);
      records[records.length - 1] = {
        ...record,
        status,
        finishedAt: new Date().toISOString(),
        ...(outcome.kind === 'exit' && { exitCode: outcome.code }),
      };
      const reason = reasonOf(step.name, outcome, limits.timeout);
      await context.runs.change(run.id, {
        steps: [...records],
        process: undefined,
        reason,
      });
      if (reason) {
        log.line(reason);
        return status;
      }
    }
    return 'success';
  } finally {
    context.authenticator.revokeJobToken(jobToken);
    await log.close();
    await rm(workspace, { recursive: true, force: true, maxRetries: 3 });
  }
}

type Outcome = Awaited<ReturnType<typeof runInProcessGroup>>;

function statusOf(outcome: Outcome): RunStatus {
  if (outcome.kind === 'exit') {
    return outcome.code === 0 ? 'success' : 'failure';
  }
  return outcome.kind === 'timed-out' ? 'timed-out' : 'interrupted';
}

function reasonOf(
  step: string,
  outcome: Outcome,
  timeout: number,
): string | undefined {
  if (outcome.kind === 'exit') {
    return outcome.code === 0
      ? undefined
      : `${step} failed with exit code ${outcome.code}`;
  }
  return outcome.kind === 'timed-out'
    ? `${step} was stopped: the job took longer than ${Math.round(
        timeout / 1000,
      )} s`
    : `${step} was stopped with the git host`;
}
