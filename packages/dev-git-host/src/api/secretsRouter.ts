import { NotFoundError } from '@backstage/errors';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import type { GitHostContext } from '../GitHostContext';
import { repositoryOf, requireAdministrator } from './requestHelpers';

const bodySchema = z.object({
  data: z.string(),
  description: z.string().optional(),
});

/** Secrets of a repository's pipelines: written and listed by name, never read. @internal */
export function createSecretsRouter(context: GitHostContext) {
  const router = Router();
  const base = '/repos/:owner/:repo/actions/secrets';

  router.get(base, (request, response) => {
    requireAdministrator(response);
    const { id } = repositoryOf(context, request, response);
    const secrets = context.secrets.list(id);
    response.set('X-Total-Count', String(secrets.length));
    response.json(
      secrets.map(({ name, createdAt }) => ({
        name,
        description: '',
        created_at: createdAt,
      })),
    );
  });

  router.put(
    `${base}/:name`,
    express.json({ limit: '512kb' }),
    async (request, response) => {
      requireAdministrator(response);
      const { id } = repositoryOf(context, request, response);
      const { data } = bodySchema.parse(request.body);
      const isNew = await context.secrets.put(id, request.params.name, data);
      await context.runner.onSecretStored(id);
      response.status(isNew ? 201 : 204).end();
    },
  );

  router.delete(`${base}/:name`, async (request, response) => {
    requireAdministrator(response);
    const { id } = repositoryOf(context, request, response);
    if (!(await context.secrets.remove(id, request.params.name))) {
      throw new NotFoundError('secret does not exist');
    }
    response.status(204).end();
  });

  return router;
}
