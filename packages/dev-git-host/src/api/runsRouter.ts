import { InputError, NotFoundError } from '@backstage/errors';
import type { Request, Response } from 'express';
import Router from 'express-promise-router';
import { createReadStream, existsSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { GitHostContext } from '../GitHostContext';
import type { RepositoryRecord } from '../store/RepositoryRecord';
import {
  jobIdOf,
  locateJob,
  type JobRecord,
  type RunAttempt,
  type RunRecord,
  type RunStatus,
} from '../store/RunRecord';
import {
  identityOf,
  pageOf,
  repositoryOf,
  setPageHeaders,
} from './requestHelpers';
import { repositoryShape, userShape } from './shapes';

/** What Gitea sends for a moment that has not come. */
const NEVER = '1970-01-01T00:00:00Z';

/** Our states in Gitea's words; it has none for a time-out or a host that ended. */
const STATUS: Record<RunStatus, { status: string; conclusion?: string }> = {
  queued: { status: 'queued' },
  running: { status: 'in_progress' },
  success: { status: 'completed', conclusion: 'success' },
  failure: { status: 'completed', conclusion: 'failure' },
  'timed-out': { status: 'completed', conclusion: 'failure' },
  interrupted: { status: 'completed', conclusion: 'failure' },
  skipped: { status: 'completed', conclusion: 'skipped' },
  cancelled: { status: 'completed', conclusion: 'cancelled' },
};

/** What `?status=` of a list may say, and the states that it finds. */
const FILTERS: Record<string, RunStatus[]> = {
  queued: ['queued'],
  pending: [],
  waiting: [],
  requested: [],
  action_required: [],
  in_progress: ['running'],
  completed: [
    'success',
    'failure',
    'timed-out',
    'interrupted',
    'skipped',
    'cancelled',
  ],
  success: ['success'],
  failure: ['failure', 'timed-out', 'interrupted'],
  skipped: ['skipped'],
  neutral: ['skipped'],
  cancelled: ['cancelled'],
  timed_out: ['cancelled'],
};

/** Runs of workflows, their jobs, and the logs of these. @internal */
export function createRunsRouter(context: GitHostContext) {
  const router = Router();
  const base = '/repos/:owner/:repo/actions';
  const { baseUrl } = context;

  const apiOf = (record: RepositoryRecord) =>
    `${baseUrl}/api/v1/repos/${record.owner}/${record.name}`;

  const shape = (
    record: RepositoryRecord,
    run: RunRecord,
    attempt: RunAttempt = run,
  ) => {
    const url = `${apiOf(record)}/actions/runs/${run.id}`;
    return {
      id: run.id,
      url,
      previous_attempt_url:
        attempt.attempt > 1 ? `${url}/attempts/${attempt.attempt - 1}` : null,
      html_url: `${baseUrl}/${record.owner}/${record.name}/actions/runs/${run.id}`,
      display_title: run.title,
      path: `${run.workflow}@${run.ref}`,
      event: run.event,
      run_attempt: attempt.attempt,
      run_number: run.number,
      head_sha: run.commit,
      head_branch: run.ref.replace(/^refs\/heads\//, ''),
      ...STATUS[attempt.status],
      actor: userShape(baseUrl, run.startedBy),
      trigger_actor: userShape(baseUrl, attempt.actor),
      repository: repositoryShape(baseUrl, record, false),
      pull_requests: run.pull
        ? [
            {
              number: run.pull.number,
              url: `${apiOf(record)}/pulls/${run.pull.number}`,
              head: { ref: run.pull.head, sha: run.commit },
              base: { ref: run.pull.base },
            },
          ]
        : [],
      started_at: attempt.startedAt ?? NEVER,
      completed_at: attempt.finishedAt ?? NEVER,
    };
  };

  const jobShape = (
    record: RepositoryRecord,
    run: RunRecord,
    attempt: RunAttempt,
    job: JobRecord,
    index: number,
  ) => {
    const id = jobIdOf(run.id, index);
    const page = `${baseUrl}/${record.owner}/${record.name}/actions/runs/${run.id}`;
    return {
      id,
      url: `${apiOf(record)}/actions/jobs/${id}`,
      html_url: `${page}/jobs/${id}`,
      run_id: run.id,
      run_url: `${apiOf(record)}/actions/runs/${run.id}`,
      name: job.name,
      labels: job.labels,
      run_attempt: attempt.attempt,
      head_sha: run.commit,
      head_branch: run.ref.replace(/^refs\/heads\//, ''),
      ...STATUS[job.status],
      created_at: run.createdAt,
      started_at: job.startedAt ?? NEVER,
      completed_at: job.finishedAt ?? NEVER,
      steps: job.steps.map((step, at) => ({
        name: step.name,
        number: at,
        ...STATUS[step.status],
        started_at: step.startedAt ?? NEVER,
        completed_at: step.finishedAt ?? NEVER,
      })),
    };
  };

  const open = (
    request: Request,
    response: Response,
    needed: 'read' | 'write' = 'read',
    id = Number(request.params.run),
  ) => {
    const record = repositoryOf(context, request, response, needed);
    const run = context.runs.find(id);
    if (run?.repositoryId !== record.id) {
      throw new NotFoundError("The target couldn't be found.");
    }
    return { record, run };
  };

  const openAttempt = (request: Request, response: Response) => {
    const { record, run } = open(request, response);
    const wanted = Number(request.params.attempt);
    const attempt = [...run.previous, run].find(
      known => known.attempt === wanted,
    );
    if (!attempt) {
      throw new NotFoundError("The target couldn't be found.");
    }
    return { record, run, attempt };
  };

  const openJob = (request: Request, response: Response) => {
    const { runId, index } = locateJob(Number(request.params.job));
    const opened = open(request, response, 'read', runId);
    const job = opened.run.jobs[index];
    if (!job) {
      throw new NotFoundError("The target couldn't be found.");
    }
    return { ...opened, job, index };
  };

  const sendJobs = (
    response: Response,
    record: RepositoryRecord,
    run: RunRecord,
    attempt: RunAttempt,
  ) => {
    const jobs = attempt.jobs.map((job, index) =>
      jobShape(record, run, attempt, job, index),
    );
    response.json({ jobs, total_count: jobs.length });
  };

  router.get(
    [`${base}/runs`, `${base}/workflows/:workflow/runs`],
    (request, response) => {
      const record = repositoryOf(context, request, response);
      const { event, branch, status, actor, head_sha: sha } = request.query;
      const states = [status ?? []].flat().flatMap(word => {
        const found = FILTERS[String(word)];
        if (!found) {
          throw new InputError(`Invalid status ${word}`);
        }
        return found;
      });
      const all = context.runs
        .list(record.id)
        .filter(
          run =>
            (!request.params.workflow ||
              run.workflow === request.params.workflow) &&
            (!event || run.event === event) &&
            (!branch || run.ref === `refs/heads/${branch}`) &&
            (!actor || run.startedBy === actor) &&
            (!sha || run.commit === sha) &&
            (status === undefined || states.includes(run.status)),
        );
      const { skip, limit } = pageOf(request);
      setPageHeaders(context, request, response, all.length);
      response.json({
        workflow_runs: all
          .slice(skip, skip + limit)
          .map(run => shape(record, run)),
        total_count: all.length,
      });
    },
  );

  router.get(`${base}/runs/:run(\\d+)`, (request, response) => {
    const { record, run } = open(request, response);
    response.json(shape(record, run));
  });

  router.get(
    `${base}/runs/:run(\\d+)/attempts/:attempt(\\d+)`,
    (request, response) => {
      const { record, run, attempt } = openAttempt(request, response);
      response.json(shape(record, run, attempt));
    },
  );

  router.get(`${base}/runs/:run(\\d+)/jobs`, (request, response) => {
    const { record, run } = open(request, response);
    sendJobs(response, record, run, run);
  });

  router.get(
    `${base}/runs/:run(\\d+)/attempts/:attempt(\\d+)/jobs`,
    (request, response) => {
      const { record, run, attempt } = openAttempt(request, response);
      sendJobs(response, record, run, attempt);
    },
  );

  router.get(`${base}/jobs/:job(\\d+)`, (request, response) => {
    const { record, run, job, index } = openJob(request, response);
    response.json(jobShape(record, run, run, job, index));
  });

  router.get(`${base}/jobs/:job(\\d+)/logs`, async (request, response) => {
    const { run, index } = openJob(request, response);
    const file = context.runs.logFile(run.id, run.attempt, index);
    if (!existsSync(file)) {
      throw new NotFoundError('job not started');
    }
    response.type('text/plain');
    response.set('X-Content-Type-Options', 'nosniff');
    await pipeline(createReadStream(file), response).catch(() =>
      response.destroy(),
    );
  });

  router.post(`${base}/runs/:run(\\d+)/rerun`, async (request, response) => {
    const { record, run } = open(request, response, 'write');
    const actor = identityOf(response).name;
    const again = await context.runner.rerun(run, actor);
    response.status(201).json(shape(record, again));
  });

  return router;
}
