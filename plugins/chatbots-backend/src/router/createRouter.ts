import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { TypedRouter } from '@backstage/backend-openapi-utils';
import express from 'express';
import PromiseRouter from 'express-promise-router';
import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { AuthorizedAudit } from '../authorization/audit';
import { AuthorizedChanges } from '../authorization/changes';
import { AuthorizedGovernance } from '../authorization/governance';
import { GovernanceServices } from '../governance';
import { RegistryServices } from '../registry';
import { EndpointMap } from '../schema/generated/endpoints';
import { addAuditRoutes } from './audit';
import { createValidatedRouter } from './createValidatedRouter';
import { addGovernanceRoutes } from './governance';
import { requirePipeline } from './pipelineActor';
import { addRegistryRoutes } from './registry';

/** A router that validates and types every operation of the API document. */
export type ChatbotsRouter = TypedRouter<EndpointMap>;

/** What the routes call. */
export interface RouterOptions {
  httpAuth: HttpAuthService;
  /** Backstage's auditor, told of every write. */
  auditor: AuditorService;
  registry: RegistryServices;
  /** For people: every call is authorised. */
  governance: AuthorizedGovernance;
  /** For pipelines: the actor was authenticated and every service holds it to its own chatbot. */
  releases: GovernanceServices;
  audit: AuthorizedAudit;
  changes: AuthorizedChanges;
  /** For everybody: keys of permits and of the audit log. */
  publicKeys: Api.PublicKey[];
}

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
  return root;
}
