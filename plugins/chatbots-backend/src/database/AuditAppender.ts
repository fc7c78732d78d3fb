import { ChatbotEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Knex } from 'knex';
import { Actor } from './Actor';

/** When and by whom; the same for all events of one unit of work. */
export interface AuditContext {
  actor: Actor;
  /** RFC 3339. When the fact became true; in the past for example histories. */
  occurredAt: string;
  /** RFC 3339. When it was written down. */
  recordedAt: string;
  demo: boolean;
}

/** Writes audit events into the transaction of the change they describe. */
export interface AuditAppender {
  append(
    db: Knex.Transaction,
    event: ChatbotEvent,
    context: AuditContext,
  ): Promise<void>;
}
