import { NotFoundError } from '@backstage/errors';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import type { GitHostContext } from '../GitHostContext';
import { UnprocessableError } from '../http/errors';
import type { RepositoryRecord } from '../store/RepositoryRecord';
import { listWorkflows, type WorkflowFile } from '../workflows/Workflow';
import { identityOf, repositoryOf } from './requestHelpers';

const dispatchSchema = z.object({
  ref: z.string().default(''),
  inputs: z.record(z.string(), z.string()).nullish(),
});

/** Workflows of the default branch, and starting one by hand. @internal */
export function createWorkflowsRouter(context: GitHostContext) {
  const router = Router();
  const base = '/repos/:owner/:repo/actions/workflows';

  const filesOf = async (record: RepositoryRecord) => {
    const git = context.repositories.git(record.id);
    const commit = await git.resolveRef(`refs/heads/${record.defaultBranch}`);
    return commit ? listWorkflows(git, commit) : [];
  };

  const shape = (record: RepositoryRecord, { file, path }: WorkflowFile) => {
    const name = `${record.owner}/${record.name}`;
    const id = encodeURIComponent(file);
    return {
      id: file,
      name: file,
      path,
      state: 'active',
      created_at: record.createdAt,
      updated_at: record.updatedAt,
      url: `${context.baseUrl}/api/v1/repos/${name}/actions/workflows/${id}`,
      html_url: `${context.baseUrl}/${name}/src/branch/${record.defaultBranch}/${path}`,
      badge_url: '',
    };
  };

  router.get(base, async (request, response) => {
    const record = repositoryOf(context, request, response);
    const workflows = await filesOf(record);
    response.json({
      workflows: workflows.map(file => shape(record, file)),
      total_count: workflows.length,
    });
  });

  router.get(`${base}/:id`, async (request, response) => {
    const record = repositoryOf(context, request, response);
    const { id } = request.params;
    const found = (await filesOf(record)).find(({ file }) => file === id);
    if (!found) {
      throw new NotFoundError(`workflow "${id}" not found`);
    }
    response.json(shape(record, found));
  });

  router.post(
    `${base}/:id/dispatches`,
    express.json(),
    async (request, response) => {
      const record = repositoryOf(context, request, response, 'write');
      const { ref, inputs } = dispatchSchema.parse(request.body);
      if (!ref) {
        throw new UnprocessableError('ref is required parameter');
      }
      const run = await context.runner.dispatch(
        record,
        request.params.id,
        ref,
        inputs ?? {},
        identityOf(response).name,
      );
      if (!/^(1|true|on)$/i.test(String(request.query.return_run_details))) {
        response.status(204).end();
        return;
      }
      const path = `${record.owner}/${record.name}/actions/runs/${run.id}`;
      response.json({
        workflow_run_id: run.id,
        run_url: `${context.baseUrl}/api/v1/repos/${path}`,
        html_url: `${context.baseUrl}/${path}`,
      });
    },
  );

  return router;
}
