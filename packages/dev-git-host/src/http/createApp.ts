import { NotFoundError } from '@backstage/errors';
import express, { type Express } from 'express';
import Router from 'express-promise-router';
import { createAccountsRouter } from '../api/accountsRouter';
import { createContentsRouter } from '../api/contentsRouter';
import { createFilesRouter } from '../api/filesRouter';
import { createPackagesRouter } from '../api/packagesRouter';
import { createProtectionsRouter } from '../api/protectionsRouter';
import { createPullsRouter } from '../api/pullsRouter';
import { createRepositoriesRouter } from '../api/repositoriesRouter';
import { requireIdentity, requireScope } from '../api/requestHelpers';
import { createRunsRouter } from '../api/runsRouter';
import { createSecretsRouter } from '../api/secretsRouter';
import { createStatusesRouter } from '../api/statusesRouter';
import { createWorkflowsRouter } from '../api/workflowsRouter';
import type { GitHostContext } from '../GitHostContext';
import type { PushGuard } from '../git/PushGuard';
import type { PushSpool } from '../git/PushSpool';
import { createPagesRouter } from '../pages/pagesRouter';
import { createSessionRouter } from '../pages/sessionRouter';
import { errorHandler } from './errorHandler';
import { createGitRouter } from './gitRouter';
import { guardBrowsers } from './loopback';

/** Headers for every answer: no scripts anywhere, nothing framed, nothing kept by caches. */
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/** Puts the routers together; the order is git, API, pages. @internal */
export function createApp(
  context: GitHostContext,
  options: {
    root: string;
    spool: PushSpool;
    guard: PushGuard;
    log: (line: string) => void;
  },
): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((_request, response, next) => {
    response.set(HEADERS);
    next();
  });
  app.use(guardBrowsers());
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'pass' });
  });
  app.use(
    createGitRouter({
      root: options.root,
      repositories: context.repositories,
      authenticator: context.authenticator,
      baseUrl: context.baseUrl,
      spool: options.spool,
      guard: options.guard,
      onPushed: id => context.runner.onPushed(id),
    }),
  );

  const api = Router();
  api.use(requireIdentity(context));
  api.use(requireScope());
  api.use(createAccountsRouter(context));
  api.use(createRepositoriesRouter(context));
  api.use(createSecretsRouter(context));
  api.use(createWorkflowsRouter(context));
  api.use(createRunsRouter(context));
  api.use(createPullsRouter(context));
  api.use(createProtectionsRouter(context));
  api.use(createStatusesRouter(context));
  api.use(createFilesRouter(context));
  api.use(createContentsRouter(context));
  app.use('/api/v1', api);
  app.use(createPackagesRouter(context));
  app.use('/api', () => {
    throw new NotFoundError('This address is not part of the API');
  });

  app.use(createSessionRouter(context));
  app.use(createPagesRouter(context));
  app.use(() => {
    throw new NotFoundError('The page does not exist.');
  });
  app.use(errorHandler(options.log));
  return app;
}
