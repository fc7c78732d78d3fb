import {
  AuditEventBody,
  auditLeafHash,
  parseAuditEventText,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { AuditEventRow } from '../database/auditEvents';
import { EventKeys, MacProblem } from '../keys';

/** Why an event is not what the portal wrote. */
export type EventProblem =
  | MacProblem
  | 'body-invalid'
  | 'columns-differ'
  | 'leaf-hash-differs';

/**
 * Checks that the portal wrote an event, and that its columns say what its text says.
 *
 * @returns undefined for an authentic event
 */
export function authenticateEvent(
  row: AuditEventRow,
  keys: EventKeys,
): EventProblem | undefined {
  // Before the text is read: what nobody vouches for is not parsed.
  return keys.of(row.sequence).verify(row.body, row) ?? compareColumns(row);
}

/** Checks an event's columns against its text, for events from before there were MACs. */
export function compareColumns(row: AuditEventRow): EventProblem | undefined {
  let body: AuditEventBody;
  try {
    body = parseAuditEventText(row.body);
  } catch {
    return 'body-invalid';
  }
  if (differingColumns(row, body).length > 0) {
    return 'columns-differ';
  }
  return row.leaf_hash === leafHashOf(row.body)
    ? undefined
    : 'leaf-hash-differs';
}

/** Names of the columns that say something else than the text. */
export function differingColumns(
  row: AuditEventRow,
  body: AuditEventBody,
): string[] {
  return Object.entries(eventColumns(body))
    .filter(([column, value]) => Reflect.get(row, column) !== value)
    .map(([column]) => column);
}

/** What an event is found by: columns that repeat its text. */
export function eventColumns(body: AuditEventBody) {
  return {
    id: body.eventId,
    type: body.type,
    chatbot: body.subject.chatbot ?? null,
    subject_kind: body.subject.kind,
    subject_id: body.subject.id,
    actor_kind: body.actor.kind,
    pseudonym: body.actor.kind === 'user' ? body.actor.pseudonym : null,
    occurred_at: body.occurredAt,
    recorded_at: body.recordedAt,
  };
}

/** The leaf hash of an event's text, in base64. */
export function leafHashOf(text: string): string {
  return Buffer.from(auditLeafHash(text, sha256)).toString('base64');
}
