import { NotFoundError } from '@backstage/errors';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import type { GitHostContext } from '../GitHostContext';
import { accessOf, hasAccess, type Identity } from '../http/Identity';
import type { RepositoryRecord } from '../store/RepositoryRecord';
import {
  identityOf,
  repositoryOf,
  requireAdministrator,
  sendPage,
} from './requestHelpers';
import { organizationShape, repositoryShape } from './shapes';

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
  const shape = async (record: RepositoryRecord, identity: Identity) =>
    repositoryShape(
      context.baseUrl,
      record,
      (await repositories.git(record.id).branches()).length === 0,
      accessOf(identity, record),
    );

  router.get('/version', (_request, response) => {
    response.json({ version: '1.27.0+dev-git-host' });
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
    const record = await create(owner, request.body);
    response.status(201).json(await shape(record, identityOf(response)));
  });

  router.post('/user/repos', express.json(), async (request, response) => {
    const identity = identityOf(response);
    const record = await create(identity.name, request.body);
    response.status(201).json(await shape(record, identity));
  });

  router.get('/orgs/:org/repos', async (request, response) => {
    const owner = mustFindOrganization(request.params.org);
    const identity = identityOf(response);
    const all = repositories
      .list()
      .filter(
        known => known.owner === owner && hasAccess(identity, known, 'read'),
      );
    await sendPage(context, request, response, all, known =>
      shape(known, identity),
    );
  });

  router.get('/repositories/:id(\\d+)', async (request, response) => {
    const record = repositories.findById(Number(request.params.id));
    const identity = identityOf(response);
    if (!record || !hasAccess(identity, record, 'read')) {
      throw new NotFoundError("The target couldn't be found.");
    }
    response.json(await shape(record, identity));
  });

  router.get('/repos/:owner/:repo', async (request, response) => {
    const record = repositoryOf(context, request, response);
    response.json(await shape(record, identityOf(response)));
  });

  router.patch(
    '/repos/:owner/:repo',
    express.json(),
    async (request, response) => {
      const { id } = repositoryOf(context, request, response, 'admin');
      const change = changeSchema.parse(request.body);
      const record = await repositories.change(id, {
        name: change.name,
        description: change.description,
        private: change.private,
        defaultBranch: change.default_branch,
      });
      response.json(await shape(record, identityOf(response)));
    },
  );

  router.delete('/repos/:owner/:repo', async (request, response) => {
    const { id } = repositoryOf(context, request, response, 'owner');
    await context.runner.forget(id);
    await repositories.remove(id);
    await context.secrets.removeAll(id);
    await context.variables.removeAll(id);
    await context.protections.remove(id);
    await context.pulls.removeAll(id);
    await context.statuses.removeAll(id);
    response.status(204).end();
  });

  function mustFindOrganization(name: string): string {
    const found = repositories.findOrganization(name);
    if (!found) {
      throw new NotFoundError('user redirect does not exist');
    }
    return found;
  }

  return router;
}
