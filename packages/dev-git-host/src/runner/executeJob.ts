import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobRecord, RunStatus } from '../store/RunRecord';
import {
  holds,
  interpolate,
  type Contexts,
  type Value,
} from '../workflows/expressions';
import type { Workflow, WorkflowStep } from '../workflows/Workflow';
import { jobEnvironment } from './jobEnvironment';
import { inheritedEnvironment } from './npmEnvironment';
import { commandsOf, type Command } from './planSteps';
import { startTimeOf } from './processIdentity';
import { runInProcessGroup } from './ProcessGroup';
import type { RunLog } from './RunLog';

/** The prefix of every job's folder; recovery removes no other folder. @internal */
export const WORKSPACE_PREFIX = join(tmpdir(), 'git-host-run-');

/** Settings for the clone's git: no hooks or configuration of anybody, and no waiting for a password. */
const CLONE_ENVIRONMENT = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
};

/** What one job needs. @internal */
export interface JobCall {
  workflow: Workflow;
  key: string;
  contexts: Contexts;
  /** The bare repository, and what its clone calls its origin. */
  repository: string;
  origin: string;
  ref: string;
  commit: string;
  log: RunLog;
  /** For all steps together, in milliseconds. */
  timeout: number;
  signal: AbortSignal;
  onSteps(steps: JobRecord['steps']): Promise<void>;
  onWorkspace(folder: string): Promise<void>;
  onProcess(process: { pid: number; startedAt: string }): Promise<void>;
}

/**
 * Runs one job in a folder outside the host's own (a package manager or compiler that looks upwards must find nothing
 * there), step after step.
 *
 * @internal
 */
export async function executeJob(
  call: JobCall,
): Promise<{ status: RunStatus; reason?: string }> {
  const { workflow, contexts, log } = call;
  const job = workflow.jobs[call.key];
  const workspace = await mkdtemp(WORKSPACE_PREFIX);
  const checkout = join(workspace, 'checkout');
  const timeout = Math.min(
    call.timeout,
    (job['timeout-minutes'] ?? Infinity) * 60_000,
  );
  const deadline = Date.now() + timeout;
  const records: JobRecord['steps'] = [];
  let result: { status: RunStatus; reason?: string } = { status: 'success' };
  try {
    await call.onWorkspace(workspace);
    await Promise.all(
      ['home', 'tmp', 'checkout'].map(name => mkdir(join(workspace, name))),
    );
    const github = contexts.github as Record<string, Value>;
    await writeFile(
      join(workspace, 'event.json'),
      JSON.stringify(github.event),
    );
    const inherited = await inheritedEnvironment();
    const place = { ...call, workspace, checkout };
    for (const step of job.steps) {
      const outcome = {
        failed: result.status !== 'success',
        cancelled: result.status === 'interrupted',
      };
      if (!holds(step.if, contexts, outcome)) {
        continue;
      }
      const env = jobEnvironment({
        inherited,
        declared: [workflow.env, job.env, step.env].map(declared =>
          Object.fromEntries(
            Object.entries(declared).map(([name, text]) => [
              name,
              interpolate(text, contexts),
            ]),
          ),
        ),
        github,
        job: call.key,
        workspace,
      });
      const commands = commandsOf(
        { ...step, ...(step.run && { run: interpolate(step.run, contexts) }) },
        nameOf(step, contexts),
        place,
      );
      if ('problem' in commands) {
        log.line(commands.problem);
        result = { status: 'failure', reason: commands.problem };
        continue;
      }
      for (const command of commands) {
        const ended = await runCommand(command, env);
        if (ended.status !== 'success') {
          result = ended;
          break;
        }
      }
    }
    return result;
  } finally {
    await log.close();
    await rm(workspace, { recursive: true, force: true, maxRetries: 3 });
  }

  async function runCommand(command: Command, env: Record<string, string>) {
    const record = {
      name: command.name,
      status: 'running' as RunStatus,
      startedAt: new Date().toISOString(),
    };
    records.push(record);
    await call.onSteps([...records]);
    log.line(`> ${command.name}`);
    const outcome = await runInProcessGroup({
      command: command.command,
      args: command.args,
      cwd: command.folder,
      env: command.isOwn
        ? { PATH: env.PATH, HOME: env.HOME, ...CLONE_ENVIRONMENT }
        : env,
      timeout: Math.max(1, deadline - Date.now()),
      signal: call.signal,
      stdout: log.sink(),
      stderr: log.sink(),
      onStarted: async pid => {
        const startedAt = new Date(
          (await startTimeOf(pid)) ?? Date.now(),
        ).toISOString();
        await call.onProcess({ pid, startedAt });
      },
    });
    const status = statusOf(outcome);
    records[records.length - 1] = {
      ...record,
      status,
      finishedAt: new Date().toISOString(),
      ...(outcome.kind === 'exit' && { exitCode: outcome.code }),
    };
    await call.onSteps([...records]);
    const reason = reasonOf(command.name, outcome, timeout);
    if (reason) {
      log.line(reason);
    }
    return { status, reason };
  }
}

/** A step's name. It stands on pages and in records, so it is made without secrets and from the command as it was written. */
function nameOf(step: WorkflowStep, contexts: Contexts): string {
  const [line] = (step.run ?? '').trim().split('\n', 1);
  return step.name
    ? interpolate(step.name, {
        ...contexts,
        secrets: {},
        github: { ...(contexts.github as Contexts), token: '' },
      })
    : `Run ${line}`;
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
