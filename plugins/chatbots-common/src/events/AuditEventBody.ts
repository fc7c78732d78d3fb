import type { JsonObject } from '@backstage/types';

/**
 * What is hashed of an audit event. Holds no personal data: people stand in it as
 * random pseudonyms, free text as a commitment.
 *
 * @public
 */
export interface AuditEventBody {
  /** Raised when a field changes its meaning. */
  schemaVersion: 1;
  /** A UUID. */
  eventId: string;
  /** `<noun>.<past participle>`, for example `promotion.requested`. */
  type: string;
  /** RFC 3339, UTC. When the fact became true. */
  occurredAt: string;
  /** RFC 3339, UTC. When it was written down. */
  recordedAt: string;
  /** Who did it. */
  actor: AuditActor;
  /** What it was done to. */
  subject: AuditSubject;
  /** What else is to be known of it. */
  data: AuditEventData;
  /** Set for example data. */
  demo?: true;
}

/** Who did it. @public */
export type AuditActor =
  | {
      kind: 'user';
      /** Random; the mapping lies beside the log and can be erased. */
      pseudonym: string;
    }
  | { kind: 'pipeline'; chatbot: string; tokenId: string }
  | {
      kind: 'service';
      /** For example `plugin:catalog`. */
      subject: string;
    };

/** What it is about. @public */
export interface AuditSubject {
  /** For example `promotion`. */
  kind: string;
  /** Name of the chatbot it belongs to. */
  chatbot?: string;
  /** Its id among those of its kind. */
  id: string;
}

/** The facts; two of the names have a fixed meaning. @public */
export interface AuditEventData extends JsonObject {
  /** Pseudonyms of the people involved, by role. */
  people?: { [role: string]: string[] };
  /** Commitments to free texts, by field. */
  texts?: { [field: string]: { commitment: string } };
}
