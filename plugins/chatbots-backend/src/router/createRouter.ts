import express from 'express';
import PromiseRouter from 'express-promise-router';
import { addAuditRoutes } from './audit';
import { createValidatedRouter } from './createValidatedRouter';
import { addGovernanceRoutes } from './governance';
import { hideUnforeseen } from './hideUnforeseen';
import { requirePipeline } from './pipelineActor';
import { RouterOptions } from './RouterOptions';
import { addRegistryRoutes } from './registry';

/** All routes of the plugin. They parse, authenticate, call one service and serialise. */
export function createRouter(options: RouterOptions): express.Router {
  const root = PromiseRouter();
  root.use(
    '/pipeline',
    requirePipeline(options.registry.pipelineAuthenticator),
  );
  const router = createValidatedRouter([]);
  addRegistryRoutes(router, options);
  addGovernanceRoutes(router, options);
  addAuditRoutes(router, options);
  root.use(router);
  root.use(hideUnforeseen(options));
  return root;
}
