import express from 'express';
import PromiseRouter from 'express-promise-router';
import { addAuditRoutes } from './audit/addAuditRoutes';
import { addChangeRoutes } from './audit/addChangeRoutes';
import { createValidatedRouter } from './createValidatedRouter';
import { addExternalRoutes, requireSystem } from './external/addExternalRoutes';
import { addPolicyRoutes } from './governance/addPolicyRoutes';
import { addPromotionRoutes } from './governance/addPromotionRoutes';
import { addReleaseRoutes } from './governance/addReleaseRoutes';
import { addStageRoutes } from './governance/addStageRoutes';
import { sanitizeErrors } from './sanitizeErrors';
import { requirePipeline } from './pipelineActor';
import { RouterOptions } from './RouterOptions';
import { addChatbotRoutes } from './registry/addChatbotRoutes';
import { addFactsRoutes } from './registry/addFactsRoutes';
import { addEvaluationRoutes } from './registry/addEvaluationRoutes';
import { addReportRoutes } from './registry/addReportRoutes';
import { addTokenRoutes } from './registry/addTokenRoutes';
import { addVersionRoutes } from './registry/addVersionRoutes';
import { addWebhookRoutes } from './webhooks/addWebhookRoutes';

/** All routes, one function for each group of paths. */
const ROUTES = [
  addExternalRoutes,
  addReportRoutes,
  addChatbotRoutes,
  addFactsRoutes,
  addTokenRoutes,
  addVersionRoutes,
  addEvaluationRoutes,
  addStageRoutes,
  addPromotionRoutes,
  addPolicyRoutes,
  addReleaseRoutes,
  addAuditRoutes,
  addChangeRoutes,
  addWebhookRoutes,
];

/** All routes of the plugin. They parse, authenticate, call one service and serialise. */
export function createRouter(options: RouterOptions): express.Router {
  const root = PromiseRouter();
  root.use(
    '/pipeline',
    requirePipeline(options.pipelines.pipelineAuthenticator),
  );
  root.use('/external', requireSystem(options.external));
  const router = createValidatedRouter();
  for (const addRoutes of ROUTES) {
    addRoutes(router, options);
  }
  root.use(router);
  root.use(sanitizeErrors(options));
  return root;
}
