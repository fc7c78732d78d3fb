import {
  AuditorService,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { TypedRouter } from '@backstage/backend-openapi-utils';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { AuthorizedServices, PipelineServices } from '../authorization';
import { ExternalAnswerService } from '../governance/external/ExternalAnswers';
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
  /** For people and other plugins. */
  services: AuthorizedServices;
  /** For pipelines. */
  pipelines: PipelineServices;
  /** For systems outside the portal. */
  external: ExternalAnswerService;
  /** For everybody: keys of permits and of the audit log. */
  publicKeys: Api.PublicKey[];
}
