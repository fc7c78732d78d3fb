import {
  AuditorService,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { TypedRouter } from '@backstage/backend-openapi-utils';
import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { AuthorizedAudit } from '../authorization/audit';
import { AuthorizedChanges } from '../authorization/changes';
import { AuthorizedGovernance } from '../authorization/governance';
import { GovernanceServices } from '../governance';
import { RegistryServices } from '../registry';
import { EndpointMap } from '../schema/generated/endpoints';

/** A router that validates and types every operation of the API document. */
export type ChatbotsRouter = TypedRouter<EndpointMap>;

/** What the routes call. */
export interface RouterOptions {
  httpAuth: HttpAuthService;
  /** Backstage's auditor, told of every write. */
  auditor: AuditorService;
  logger: LoggerService;
  /** Whether a failure is one of the database's that pass. */
  isPassing(error: unknown): boolean;
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
