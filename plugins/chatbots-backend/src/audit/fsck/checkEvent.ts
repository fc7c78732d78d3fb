import {
  AuditEventBody,
  verifyCommitment,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import { sha256 } from '../../crypto/sha256';
import { AuditEventRow, AuditTextRow } from '../../database/tables';
import { Finding } from './Finding';
import { readBody, readEvent } from './readBody';

/** Checks an event's row against the text that is hashed. */
export function checkEvent(
  row: AuditEventRow,
  leaf: Uint8Array,
  findings: Finding[],
): void {
  const sequence = Number(row.sequence);
  if (row.leaf_hash !== Buffer.from(leaf).toString('base64')) {
    findings.push({
      code: 'event-changed',
      sequence,
      message: `Event ${sequence} is not the text that was hashed`,
    });
    return;
  }
  const body = readBody(row.body);
  if (!body) {
    findings.push({
      code: 'event-unreadable',
      sequence,
      message: `Event ${sequence} is no audit event in canonical form`,
    });
    return;
  }
  if (!readEvent(row.body)) {
    findings.push({
      code: 'event-unreadable',
      sequence,
      message: `Event ${sequence} has no form that events of its type have or had`,
    });
  }
  const differing = Object.entries(columnsOf(body))
    .filter(([column, value]) => Reflect.get(row, column) !== value)
    .map(([column]) => column);
  if (differing.length > 0) {
    findings.push({
      code: 'event-columns',
      sequence,
      message: `Event ${sequence} is found by other values of ${differing.join(
        ', ',
      )} than it says`,
    });
  }
}

/** Checks the texts that were not erased against what the events committed to. */
export async function checkTexts(
  knex: Knex,
  rows: readonly AuditEventRow[],
  findings: Finding[],
): Promise<void> {
  const events = new Map(rows.map(row => [row.id, row]));
  const texts = await knex<AuditTextRow>('audit_texts').whereIn('event_id', [
    ...events.keys(),
  ]);
  for (const { event_id, field, text, salt } of texts) {
    const row = events.get(event_id);
    const body = row && readBody(row.body);
    const commitment = body?.data.texts?.[field]?.commitment;
    if (
      commitment === undefined ||
      !verifyCommitment(commitment, { text, salt }, sha256)
    ) {
      const sequence = Number(row?.sequence);
      findings.push({
        code: 'text-changed',
        sequence,
        message: `The ${field} of event ${sequence} is not what was written`,
      });
    }
  }
}

/** What queries find an event by. */
function columnsOf(body: AuditEventBody): Partial<AuditEventRow> {
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
