import {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  auditExportPermission,
  auditReadPermission,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { AuditDownload, AuditServices } from '../audit';
import { AuditFilter } from '../database/auditEvents';
import { ChatbotAccess, userRefOf } from './ChatbotAccess';

type UserCredentials = BackstageCredentials<BackstageUserPrincipal>;

/** What is asked behind the permission framework. */
type Services = Pick<AuditServices, 'status' | 'queries' | 'exports'>;

/** The audit log behind the permission framework. */
export class AuthorizedAudit {
  readonly #access: ChatbotAccess;
  readonly #services: Services;

  constructor(options: { access: ChatbotAccess; services: Services }) {
    this.#access = options.access;
    this.#services = options.services;
  }

  async status(credentials: BackstageCredentials): Promise<Api.AuditStatus> {
    await this.#assertMayRead(credentials);
    return this.#services.status.get();
  }

  async list(
    credentials: BackstageCredentials,
    filter: AuditFilter,
    page: { cursor?: string; limit: number },
  ): Promise<Api.AuditEventList> {
    await this.#assertMayRead(credentials);
    return this.#services.queries.list(filter, page);
  }

  /** Whoever may read the log reads as much in a file. */
  async download(
    credentials: BackstageCredentials,
    filter: AuditFilter,
  ): Promise<AuditDownload> {
    await this.#assertMayRead(credentials);
    return this.#services.queries.download(filter);
  }

  async get(
    credentials: BackstageCredentials,
    sequence: number,
  ): Promise<Api.AuditEventDetail> {
    await this.#assertMayRead(credentials);
    return this.#services.queries.get(sequence);
  }

  async checkpoint(
    credentials: BackstageCredentials,
  ): Promise<Api.LogCheckpoint> {
    await this.#assertMayRead(credentials);
    return this.#services.status.checkpoint();
  }

  async consistency(
    credentials: BackstageCredentials,
    range: { from: number; to: number },
  ): Promise<Api.ConsistencyProof> {
    await this.#assertMayRead(credentials);
    return this.#services.queries.consistency(range.from, range.to);
  }

  async createExport(
    credentials: UserCredentials,
    request: Api.AuditExportRequest,
  ): Promise<Api.AuditExport> {
    await this.#assertMayExport(credentials);
    return this.#services.exports.create(userRefOf(credentials), request);
  }

  /** Asked again here: a link must not outlive the right that it came from. */
  async openExport(
    credentials: UserCredentials,
    ticket: string,
  ): Promise<AuditDownload> {
    await this.#assertMayExport(credentials);
    return this.#services.exports.open(userRefOf(credentials), ticket);
  }

  #assertMayRead(credentials: BackstageCredentials): Promise<void> {
    return this.#access.assertAllowed(
      credentials,
      auditReadPermission,
      'read the audit log',
    );
  }

  #assertMayExport(credentials: BackstageCredentials): Promise<void> {
    return this.#access.assertAllowed(
      credentials,
      auditExportPermission,
      'export the audit log',
    );
  }
}
