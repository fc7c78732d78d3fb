import { mkdir } from 'node:fs/promises';
import type { RunnerContext } from '../GitHostContext';
import type { JobRecord, RunRecord, RunStatus } from '../store/RunRecord';
import { holds } from '../workflows/expressions';
import { runContexts } from '../workflows/inputs';
import { listWorkflows, orderedJobs } from '../workflows/Workflow';
import { executeJob } from './executeJob';
import { RunLog } from './RunLog';

const now = () => new Date().toISOString();

/** The limits of a job. @internal */
export interface RunLimits {
  /** For all steps of a job together, in milliseconds. */
  timeout: number;
  /** Of a job's log, in bytes. */
  maxLogBytes: number;
}

/** What the host sets for every repository, beside what each has of its own. @internal */
export function instanceVariables(
  context: RunnerContext,
  deployStateFolder: string,
): Record<string, string> {
  return {
    CHATBOT_PORTAL_URL: context.portalUrl,
    ARTIFACT_REPOSITORY_URL: context.baseUrl,
    DEPLOY_STATE_DIR: deployStateFolder,
  };
}

/** Runs the jobs of a run, one after the other, as its workflow file at its commit says. @internal */
export async function executeRun(
  context: RunnerContext,
  run: RunRecord,
  deployStateFolder: string,
  limits: RunLimits,
  signal: AbortSignal,
): Promise<{ status: RunStatus; reason?: string }> {
  const repository = context.repositories.findById(run.repositoryId);
  if (!repository) {
    return { status: 'cancelled' };
  }
  const git = context.repositories.git(repository.id);
  const files = await listWorkflows(git, run.commit);
  const found = files.find(({ file }) => file === run.workflow);
  if (!found) {
    return {
      status: 'failure',
      reason: `The commit has no workflow ${run.workflow}`,
    };
  }
  const workflow = await found.read();
  // A run of a file whose jobs need what is not there was made without jobs, to say so here.
  orderedJobs(workflow);
  const jobToken = context.authenticator.issueJobToken(repository.id);
  const secrets = {
    ARTIFACT_REPOSITORY_TOKEN: jobToken,
    ...context.secrets.reveal(repository.id),
    GITHUB_TOKEN: jobToken,
    GITEA_TOKEN: jobToken,
  };
  const fullName = `${repository.owner}/${repository.name}`;
  const contexts = runContexts(
    {
      ...run,
      workflow: run.workflowName,
      repository: fullName,
      owner: repository.owner,
      serverUrl: context.baseUrl,
      runId: run.id,
      runNumber: run.number,
      token: jobToken,
    },
    {
      ...instanceVariables(context, deployStateFolder),
      ...context.variables.values(repository.id),
    },
    secrets,
  );
  const jobs: JobRecord[] = structuredClone(run.jobs);
  let last: { status: RunStatus; reason?: string } = { status: 'skipped' };
  try {
    await mkdir(deployStateFolder, { recursive: true });
    for (const [index, job] of jobs.entries()) {
      const { needs, if: condition } = workflow.jobs[job.key];
      const needed = jobs.filter(({ key }) => needs.includes(key));
      const outcome = {
        failed: needed.some(({ status }) => status !== 'success'),
        cancelled: false,
      };
      const change = async (changed: Partial<JobRecord>) => {
        Object.assign(job, changed);
        await context.runs.change(run.id, { jobs: structuredClone(jobs) });
        if (changed.status) {
          await noteStatus(context, run, job, index);
        }
      };
      if (!holds(condition, contexts, outcome)) {
        await change({ status: 'skipped', finishedAt: now() });
        continue;
      }
      await change({ status: 'running', startedAt: now() });
      const ended = await executeJob({
        workflow,
        key: job.key,
        contexts,
        repository: git.folder,
        origin: `${context.baseUrl}/${fullName}.git`,
        ref: run.ref,
        commit: run.commit,
        log: RunLog.open(
          context.runs.logFile(run.id, run.attempt, index),
          Object.values(secrets),
          limits.maxLogBytes,
        ),
        timeout: limits.timeout,
        signal,
        onSteps: steps => change({ steps }),
        onWorkspace: async workspace => {
          await context.runs.change(run.id, { workspace });
        },
        onProcess: async process => {
          await context.runs.change(run.id, { process });
        },
      });
      await context.runs.change(run.id, { process: undefined });
      await change({ status: ended.status, finishedAt: now() });
      if (last.status === 'skipped' || ended.status !== 'success') {
        last = ended;
      }
      if (ended.status === 'interrupted') {
        break;
      }
    }
    return last;
  } finally {
    context.authenticator.revokeJobToken(jobToken);
  }
}

const STATES: Record<RunStatus, string> = {
  queued: 'pending',
  running: 'pending',
  success: 'success',
  failure: 'failure',
  'timed-out': 'failure',
  cancelled: 'failure',
  interrupted: 'failure',
  skipped: 'skipped',
};

/** A job's state beside its commit, under the name that Gitea gives it; branch protections ask for it. */
async function noteStatus(
  context: RunnerContext,
  run: RunRecord,
  job: JobRecord,
  index: number,
): Promise<void> {
  const repository = context.repositories.findById(run.repositoryId);
  if (repository && run.event !== 'workflow_dispatch') {
    await context.statuses.add(run.repositoryId, {
      sha: run.commit,
      state: STATES[job.status],
      context: `${run.workflowName} / ${job.name} (${run.event})`,
      description: job.status,
      targetUrl: `/${repository.owner}/${repository.name}/actions/runs/${run.id}/jobs/${index}`,
      creator: 'gitea-actions',
    });
  }
}
