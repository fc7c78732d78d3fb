import { NotFoundError } from '@backstage/errors';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import type { GitHostContext } from '../GitHostContext';
import { canRead } from '../http/Identity';
import type { RepositoryRecord } from '../store/RepositoryRecord';
import { tokenAccessSchema } from '../store/RepositoryRecord';
import {
  identityOf,
  pageOf,
  repositoryOf,
  requireAdministrator,
} from './requestHelpers';
import { organizationShape, repositoryShape, userShape } from './shapes';

const newRepositorySchema = z.object({
  name: z.string(),
  description: z.string().max(2048).optional(),
  private: z.boolean().optional(),
  default_branch: z.string().optional(),
  auto_init: z.literal(false).optional(),
});

const changeSchema = z.object({
  name: z.string().optional(),
  description: z.string().max(2048).optional(),
  private: z.boolean().optional(),
  default_branch: z.string().optional(),
});

/** Owners and repositories: look up, create, rename, delete. @internal */
export function createRepositoriesRouter(context: GitHostContext) {
  const { repositories } = context;
  const router = Router();
  const shape = async (record: RepositoryRecord) =>
    repositoryShape(
      context.baseUrl,
      record,
      (await repositories.git(record.id).branches()).length === 0,
    );

  router.get('/version', (_request, response) => {
    response.json({ version: '1.24.0+dev-git-host' });
  });

  router.get('/user', (_request, response) => {
    response.json(userShape(context.baseUrl, identityOf(response).name));
  });

  router.get('/users/:name', (request, response) => {
    const { name } = request.params;
    const known =
      repositories.findOrganization(name) ??
      (name === context.username ? name : undefined);
    if (!known) {
      throw new NotFoundError('user does not exist');
    }
    response.json(userShape(context.baseUrl, known));
  });

  router.post('/orgs', express.json(), async (request, response) => {
    requireAdministrator(response);
    const { username } = z.object({ username: z.string() }).parse(request.body);
    await repositories.createOrganization(username);
    response.status(201).json(organizationShape(context.baseUrl, username));
  });

  router.get('/orgs/:org', (request, response) => {
    response.json(
      organizationShape(
        context.baseUrl,
        mustFindOrganization(request.params.org),
      ),
    );
  });

  const create = async (owner: string, body: unknown) => {
    const input = newRepositorySchema.parse(body);
    return repositories.create({
      owner,
      name: input.name,
      description: input.description,
      private: input.private,
      defaultBranch: input.default_branch,
    });
  };

  router.post('/orgs/:org/repos', express.json(), async (request, response) => {
    requireAdministrator(response);
    const owner = mustFindOrganization(request.params.org);
    response.status(201).json(await shape(await create(owner, request.body)));
  });

  router.post('/user/repos', express.json(), async (request, response) => {
    requireAdministrator(response);
    const record = await create(context.username, request.body);
    response.status(201).json(await shape(record));
  });

  router.get('/orgs/:org/repos', async (request, response) => {
    const owner = mustFindOrganization(request.params.org);
    const { skip, limit } = pageOf(request);
    const all = repositories
      .list()
      .filter(
        known => known.owner === owner && canRead(identityOf(response), known),
      );
    response.set('X-Total-Count', String(all.length));
    response.json(await Promise.all(all.slice(skip, skip + limit).map(shape)));
  });

  router.get('/repositories/:id(\\d+)', async (request, response) => {
    const record = repositories.findById(Number(request.params.id));
    if (!record || !canRead(identityOf(response), record)) {
      throw new NotFoundError("The target couldn't be found.");
    }
    response.json(await shape(record));
  });

  router.get('/repos/:owner/:repo', async (request, response) => {
    response.json(await shape(repositoryOf(context, request, response)));
  });

  router.patch(
    '/repos/:owner/:repo',
    express.json(),
    async (request, response) => {
      requireAdministrator(response);
      const { id } = repositoryOf(context, request, response);
      const change = changeSchema.parse(request.body);
      const record = await repositories.change(id, {
        name: change.name,
        description: change.description,
        private: change.private,
        defaultBranch: change.default_branch,
      });
      response.json(await shape(record));
    },
  );

  router.delete('/repos/:owner/:repo', async (request, response) => {
    requireAdministrator(response);
    const { id } = repositoryOf(context, request, response);
    await context.runner.forget(id);
    await repositories.remove(id);
    await context.secrets.removeAll(id);
    response.status(204).end();
  });

  // Not in Gitea, which has deploy keys for SSH: a credential for one repository, shown once.
  router.post(
    '/repos/:owner/:repo/deploy_tokens',
    express.json(),
    async (request, response) => {
      requireAdministrator(response);
      const { id } = repositoryOf(context, request, response);
      const { name, access } = z
        .object({ name: z.string().min(1).max(100), access: tokenAccessSchema })
        .parse(request.body);
      const token = await repositories.issueDeployToken(id, name, access);
      response.status(201).json({ name, access, token });
    },
  );

  function mustFindOrganization(name: string): string {
    const found = repositories.findOrganization(name);
    if (!found) {
      throw new NotFoundError('user redirect does not exist');
    }
    return found;
  }

  return router;
}
