import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import type { GitHostContext } from '../GitHostContext';
import type { RepositoryRecord } from '../store/RepositoryRecord';
import {
  combinedState,
  STATUS_STATES,
  type CommitStatus,
} from '../store/StatusStore';
import { identityOf, repositoryOf, sendPage } from './requestHelpers';
import { repositoryShape, userShape } from './shapes';

const bodySchema = z.object({
  state: z.enum(STATUS_STATES),
  context: z.string().max(255).default('default'),
  description: z.string().max(1000).default(''),
  target_url: z.string().max(2000).default(''),
});

/** What pipelines and people say of commits. @internal */
export function createStatusesRouter(context: GitHostContext) {
  const router = Router();
  const base = '/repos/:owner/:repo';
  const { baseUrl, statuses } = context;

  const shape = (record: RepositoryRecord, status: CommitStatus) => ({
    id: status.id,
    status: status.state,
    target_url: status.targetUrl,
    description: status.description,
    url: `${baseUrl}/api/v1/repos/${record.owner}/${record.name}/statuses/${status.sha}`,
    context: status.context,
    creator: userShape(baseUrl, status.creator),
    created_at: status.createdAt,
    updated_at: status.createdAt,
  });

  const open = async (
    request: express.Request,
    response: express.Response,
    needed: 'read' | 'write' = 'read',
  ) => {
    const record = repositoryOf(context, request, response, needed);
    const git = context.repositories.git(record.id);
    return { record, sha: await git.mustResolve(request.params.ref) };
  };

  router.get(
    [`${base}/statuses/:ref`, `${base}/commits/:ref(*)/statuses`],
    async (request, response) => {
      const { record, sha } = await open(request, response);
      const all = statuses.list(record.id, sha);
      await sendPage(context, request, response, all, status =>
        shape(record, status),
      );
    },
  );

  router.get(`${base}/commits/:ref(*)/status`, async (request, response) => {
    const { record, sha } = await open(request, response);
    const latest = statuses.latest(record.id, sha);
    const api = `${baseUrl}/api/v1/repos/${record.owner}/${record.name}`;
    response.json({
      state: latest.length > 0 ? combinedState(latest) : '',
      sha,
      total_count: latest.length,
      statuses: latest.map(status => shape(record, status)),
      repository: repositoryShape(baseUrl, record, false),
      commit_url: `${api}/git/commits/${sha}`,
      url: `${api}/commits/${sha}/status`,
    });
  });

  router.post(
    `${base}/statuses/:ref`,
    express.json(),
    async (request, response) => {
      const { record, sha } = await open(request, response, 'write');
      const input = bodySchema.parse(request.body);
      const added = await statuses.add(record.id, {
        sha,
        state: input.state,
        context: input.context,
        description: input.description,
        targetUrl: input.target_url,
        creator: identityOf(response).name,
      });
      response.status(201).json(shape(record, added));
    },
  );

  return router;
}
