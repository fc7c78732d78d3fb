import {
  AuthenticationError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import express from 'express';
import Router from 'express-promise-router';
import { join } from 'node:path';
import { httpBackend } from '../git/httpBackend';
import { PRE_RECEIVE_PATH, type PushGuard } from '../git/PushGuard';
import type { PushSpool } from '../git/PushSpool';
import type { RepositoryStore } from '../store/RepositoryStore';
import type { Authenticator } from './Authenticator';
import { hasAccess } from './Identity';

/** What git over HTTP needs. @internal */
export interface GitRouterOptions {
  root: string;
  repositories: RepositoryStore;
  authenticator: Authenticator;
  baseUrl: string;
  spool: PushSpool;
  guard: PushGuard;
  onPushed: (repositoryId: number) => Promise<void>;
}

const SERVICES = new Set(['git-upload-pack', 'git-receive-pack']);

/**
 * Clone, fetch and push. Only the three addresses of the smart protocol exist, so no file of a repository can be read
 * by its path.
 *
 * @internal
 */
export function createGitRouter(options: GitRouterOptions) {
  const router = Router();
  // Asked by git's own hook, which knows the number of the push that it runs in; nobody else does.
  router.post(
    PRE_RECEIVE_PATH,
    express.json({ limit: '5mb' }),
    async (request, response) => {
      const message = await options.guard.refuse(request.body);
      response.status(message ? 403 : 200).json({ message });
    },
  );
  router.all(
    '/:owner/:name.git/:rest(info/refs|git-upload-pack|git-receive-pack)',
    async (request, response) => {
      const { owner, name, rest } = request.params;
      const isDiscovery = rest === 'info/refs';
      const service = isDiscovery ? String(request.query.service) : rest;
      if (
        !SERVICES.has(service) ||
        request.method !== (isDiscovery ? 'GET' : 'POST')
      ) {
        throw new NotFoundError('Only the smart protocol is served');
      }
      // The same answer without a credential for a repository that exists and one that doesn't: git asks for credentials on 401.
      const identity = options.authenticator.fromHeader(request);
      if (!identity) {
        throw new AuthenticationError('Sign in to use git');
      }
      const repository = options.repositories.find(owner, name);
      if (!repository || !hasAccess(identity, repository, 'read')) {
        throw new NotFoundError('Repository not found');
      }
      const pushes = service === 'git-receive-pack';
      if (pushes && !hasAccess(identity, repository, 'write')) {
        throw new NotAllowedError('This credential may read only');
      }
      const push = options.guard.open(
        { identity, repository },
        options.baseUrl,
      );
      try {
        await httpBackend(
          {
            projectRoot: join(options.root, 'repositories'),
            pathInfo: `/${repository.id}.git/${rest}`,
            user: identity.name,
            hooksFolder: options.spool.hooksFolder,
            env: push.env,
          },
          request,
          response,
        );
      } finally {
        push.close();
        if (pushes && !isDiscovery) {
          await options.onPushed(repository.id);
        }
      }
    },
  );
  return router;
}
