import { NotFoundError } from '@backstage/errors';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import type { GitHostContext } from '../GitHostContext';
import type { RepositoryRecord } from '../store/RepositoryRecord';
import type { Variable } from '../store/VariableStore';
import { repositoryOf, sendPage } from './requestHelpers';

const bodySchema = z.object({
  data: z.string(),
  description: z.string().optional(),
});

const variableSchema = z.object({
  name: z.string().default(''),
  value: z.string(),
  description: z.string().default(''),
});

/** Secrets of a repository's pipelines: written and listed by name, never read. Variables are read back. @internal */
export function createSecretsRouter(context: GitHostContext) {
  const router = Router();
  const base = '/repos/:owner/:repo/actions/secrets';

  const own = (request: express.Request, response: express.Response) =>
    repositoryOf(context, request, response, 'owner');

  router.get(base, async (request, response) => {
    const { id } = own(request, response);
    await sendPage(
      context,
      request,
      response,
      context.secrets.list(id),
      ({ name, createdAt }) => ({
        name,
        description: '',
        created_at: createdAt,
      }),
    );
  });

  router.put(
    `${base}/:name`,
    express.json({ limit: '512kb' }),
    async (request, response) => {
      const { id } = own(request, response);
      const { data } = bodySchema.parse(request.body);
      const isNew = await context.secrets.put(id, request.params.name, data);
      response.status(isNew ? 201 : 204).end();
    },
  );

  router.delete(`${base}/:name`, async (request, response) => {
    const { id } = own(request, response);
    if (!(await context.secrets.remove(id, request.params.name))) {
      throw new NotFoundError('secret does not exist');
    }
    response.status(204).end();
  });

  const variables = '/repos/:owner/:repo/actions/variables';
  const shape = (record: RepositoryRecord, variable: Variable) => ({
    owner_id: 0,
    repo_id: record.id,
    name: variable.name,
    data: variable.value,
    description: variable.description,
  });

  router.get(variables, async (request, response) => {
    const record = own(request, response);
    const all = context.variables.list(record.id);
    await sendPage(context, request, response, all, variable =>
      shape(record, variable),
    );
  });

  router.get(`${variables}/:name`, (request, response) => {
    const record = own(request, response);
    const found = context.variables.find(record.id, request.params.name);
    response.json(shape(record, found));
  });

  router.post(
    `${variables}/:name`,
    express.json({ limit: '512kb' }),
    async (request, response) => {
      const { id } = own(request, response);
      const input = variableSchema.parse(request.body);
      const { name } = request.params;
      await context.variables.add(id, { ...input, name });
      response.status(201).end();
    },
  );

  router.put(
    `${variables}/:name`,
    express.json({ limit: '512kb' }),
    async (request, response) => {
      const { id } = own(request, response);
      const input = variableSchema.parse(request.body);
      const { name } = request.params;
      await context.variables.change(id, name, {
        ...input,
        name: input.name || name,
      });
      response.status(204).end();
    },
  );

  router.delete(`${variables}/:name`, async (request, response) => {
    const { id } = own(request, response);
    await context.variables.remove(id, request.params.name);
    response.status(204).end();
  });

  return router;
}
