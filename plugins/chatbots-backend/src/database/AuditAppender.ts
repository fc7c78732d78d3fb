import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { Actor } from './Actor';

/** What a command says about the fact it made. */
export interface NewAuditEvent {
  /** `<noun>.<past participle>`, for example `promotion.requested`. */
  type: string;
  /** What it is about. */
  subject: { kind: string; chatbot?: string; id: string };
  /** Facts without personal data; they are hashed. */
  data: JsonObject;
  /** People by role, as entity refs; the hashed body names their pseudonyms. */
  people?: Record<string, readonly string[]>;
  /** Free text by field; the hashed body holds a salted commitment to each. */
  texts?: Record<string, string>;
}

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
    event: NewAuditEvent,
    context: AuditContext,
  ): Promise<void>;
}
