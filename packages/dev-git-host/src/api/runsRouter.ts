import { NotFoundError } from '@backstage/errors';
import type { Request, Response } from 'express';
import Router from 'express-promise-router';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { GitHostContext } from '../GitHostContext';
import type { RepositoryRecord } from '../store/RepositoryRecord';
import type { RunRecord, RunStatus } from '../store/RunRecord';
import { pageOf, repositoryOf, requireAdministrator } from './requestHelpers';
import { userShape } from './shapes';

/** Our states in the two words that Gitea's API takes from GitHub's. */
const STATUS: Record<RunStatus, { status: string; conclusion: string | null }> =
  {
    'waiting-for-secrets': { status: 'waiting', conclusion: null },
    queued: { status: 'queued', conclusion: null },
    running: { status: 'in_progress', conclusion: null },
    success: { status: 'completed', conclusion: 'success' },
    failure: { status: 'completed', conclusion: 'failure' },
    'timed-out': { status: 'completed', conclusion: 'timed_out' },
    cancelled: { status: 'completed', conclusion: 'cancelled' },
    interrupted: { status: 'completed', conclusion: 'cancelled' },
  };

/** Pipeline runs, their one job each, and its log. @internal */
export function createRunsRouter(context: GitHostContext) {
  const router = Router();
  const base = '/repos/:owner/:repo/actions';

  const shape = (record: RepositoryRecord, run: RunRecord) => {
    const path = `${record.owner}/${record.name}/actions/runs/${run.id}`;
    return {
      id: run.id,
      url: `${context.baseUrl}/api/v1/repos/${path}`,
      html_url: `${context.baseUrl}/${path}`,
      display_title: run.title,
      path: `${run.kind}@refs/heads/${run.branch}`,
      event: run.event,
      run_number: run.id,
      run_attempt: run.attempt,
      head_sha: run.commit,
      head_branch: run.branch,
      actor: userShape(context.baseUrl, run.actor),
      ...STATUS[run.status],
      started_at: run.startedAt ?? null,
      completed_at: run.finishedAt ?? null,
      // Beyond Gitea's fields: the promotion that a deploy job carries out.
      promotion_id: run.promotion?.id ?? null,
    };
  };

  const jobShape = (record: RepositoryRecord, run: RunRecord) => ({
    id: run.id,
    run_id: run.id,
    name: run.kind,
    ...STATUS[run.status],
    head_sha: run.commit,
    head_branch: run.branch,
    html_url: `${context.baseUrl}/${record.owner}/${record.name}/actions/runs/${run.id}`,
    run_attempt: run.attempt,
    labels: [],
    created_at: run.createdAt,
    started_at: run.startedAt ?? null,
    completed_at: run.finishedAt ?? null,
    steps: run.steps.map((step, at) => ({
      name: step.name,
      number: at + 1,
      ...STATUS[step.status],
      started_at: step.startedAt ?? null,
      completed_at: step.finishedAt ?? null,
    })),
  });

  const open = (request: Request, response: Response) => {
    const record = repositoryOf(context, request, response);
    const run = context.runs.find(Number(request.params.run));
    if (run?.repositoryId !== record.id) {
      throw new NotFoundError('run does not exist');
    }
    return { record, run };
  };

  router.get(`${base}/runs`, (request, response) => {
    const record = repositoryOf(context, request, response);
    const { skip, limit } = pageOf(request);
    const all = context.runs.list(record.id);
    response.json({
      workflow_runs: all
        .slice(skip, skip + limit)
        .map(run => shape(record, run)),
      total_count: all.length,
    });
  });

  router.get(`${base}/runs/:run(\\d+)`, (request, response) => {
    const { record, run } = open(request, response);
    response.json(shape(record, run));
  });

  router.get(`${base}/runs/:run(\\d+)/jobs`, (request, response) => {
    const { record, run } = open(request, response);
    response.json({ jobs: [jobShape(record, run)], total_count: 1 });
  });

  router.get(`${base}/jobs/:run(\\d+)`, (request, response) => {
    const { record, run } = open(request, response);
    response.json(jobShape(record, run));
  });

  router.get(`${base}/jobs/:run(\\d+)/logs`, async (request, response) => {
    const { run } = open(request, response);
    response.type('text/plain');
    response.set('X-Content-Type-Options', 'nosniff');
    const log = createReadStream(context.runs.logFile(run.id));
    await pipeline(log, response).catch(() => response.end());
  });

  router.post(`${base}/runs/:run(\\d+)/rerun`, async (request, response) => {
    requireAdministrator(response);
    const { record, run } = open(request, response);
    const again = await context.runner.rerun(run, context.username);
    response.status(201).json(shape(record, again));
  });

  return router;
}
