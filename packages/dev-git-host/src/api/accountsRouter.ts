import { NotAllowedError, NotFoundError } from '@backstage/errors';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import type { GitHostContext } from '../GitHostContext';
import { accountAccess, hasAccess } from '../http/Identity';
import { collaboratorSchema } from '../store/RepositoryRecord';
import type { AccessToken, Account } from '../store/AccountStore';
import {
  identityOf,
  repositoryOf,
  requireAdministrator,
  sendPage,
} from './requestHelpers';
import { accountShape, userShape } from './shapes';

const newAccountSchema = z.object({
  username: z.string(),
  email: z.string(),
  full_name: z.string().optional(),
  password: z.string().min(8).optional(),
});

const newTokenSchema = z.object({
  name: z.string().min(1).max(255),
  scopes: z.array(z.string().regex(/^(all|(read|write):[a-z]+)$/)).min(1),
});

/** Accounts, their tokens, and who works on a repository. @internal */
export function createAccountsRouter(context: GitHostContext) {
  const { accounts, repositories, baseUrl } = context;
  const router = Router();

  const find = (login: string): Account => {
    const found = accounts.find(login);
    if (!found) {
      throw new NotFoundError(`user does not exist [name: ${login}]`);
    }
    return found;
  };

  router.get('/user', (_request, response) => {
    const { name } = identityOf(response);
    const account = accounts.find(name);
    response.json(
      account ? accountShape(baseUrl, account) : userShape(baseUrl, name),
    );
  });

  router.get('/users/:name', (request, response) => {
    const { name } = request.params;
    const organization = repositories.findOrganization(name);
    response.json(
      organization
        ? userShape(baseUrl, organization)
        : accountShape(baseUrl, find(name)),
    );
  });

  router.post('/admin/users', express.json(), async (request, response) => {
    requireAdministrator(response);
    const input = newAccountSchema.parse(request.body);
    const account = await accounts.add({
      login: input.username,
      email: input.email,
      fullName: input.full_name,
      password: input.password,
    });
    response.status(201).json(accountShape(baseUrl, account));
  });

  const tokenShape = (record: AccessToken, token = '') => ({
    id: record.id,
    name: record.name,
    sha1: token,
    token_last_eight: record.lastEight,
    scopes: record.scopes,
    created_at: record.createdAt,
  });

  /** Tokens are managed by their account with its password, or by a site administrator. */
  const owned = (login: string, response: express.Response) => {
    const identity = identityOf(response);
    const account = find(login);
    const isOwn = identity.name === account.login;
    if (
      identity.kind !== 'user' ||
      identity.scopes ||
      !(isOwn || identity.isAdmin)
    ) {
      throw new NotAllowedError(
        'doer should be the site admin or be same as the contextUser',
      );
    }
    return account;
  };

  router.get('/users/:name/tokens', async (request, response) => {
    const { tokens } = owned(request.params.name, response);
    await sendPage(context, request, response, tokens, record =>
      tokenShape(record),
    );
  });

  router.post(
    '/users/:name/tokens',
    express.json(),
    async (request, response) => {
      const { login } = owned(request.params.name, response);
      const { name, scopes } = newTokenSchema.parse(request.body);
      const { record, token } = await accounts.issueToken(login, name, scopes);
      response.status(201).json(tokenShape(record, token));
    },
  );

  router.delete('/users/:name/tokens/:token', async (request, response) => {
    const { login } = owned(request.params.name, response);
    await accounts.revokeToken(login, request.params.token);
    response.status(204).end();
  });

  const base = '/repos/:owner/:repo/collaborators';

  router.get(base, async (request, response) => {
    const { collaborators } = repositoryOf(context, request, response);
    const known = Object.keys(collaborators).map(find);
    await sendPage(context, request, response, known, account =>
      accountShape(baseUrl, account),
    );
  });

  router.get(`${base}/:login`, (request, response) => {
    const record = repositoryOf(context, request, response);
    const { login } = find(request.params.login);
    const isOne = login.toLowerCase() in record.collaborators;
    response.status(isOne ? 204 : 404).end();
  });

  router.put(`${base}/:login`, express.json(), async (request, response) => {
    const { id } = repositoryOf(context, request, response, 'admin');
    const { login } = find(request.params.login);
    const { permission } = z
      .object({ permission: collaboratorSchema.default('write') })
      .parse(request.body ?? {});
    await repositories.setCollaborator(id, login, permission);
    response.status(204).end();
  });

  router.delete(`${base}/:login`, async (request, response) => {
    const { id } = repositoryOf(context, request, response, 'admin');
    const { login } = find(request.params.login);
    await repositories.setCollaborator(id, login, undefined);
    response.status(204).end();
  });

  router.get(`${base}/:login/permission`, (request, response) => {
    const record = repositoryOf(context, request, response);
    const identity = identityOf(response);
    const { login } = request.params;
    if (
      !hasAccess(identity, record, 'admin') &&
      identity.name.toLowerCase() !== login.toLowerCase()
    ) {
      throw new NotAllowedError(
        'Only admins can query all permissions, repo admins can query all repo permissions, collaborators can query only their own',
      );
    }
    const account = find(login);
    const access = accountAccess(account.login, account.isAdmin, record);
    response.json({
      permission: access,
      role_name: access,
      user: accountShape(baseUrl, account),
    });
  });

  return router;
}
