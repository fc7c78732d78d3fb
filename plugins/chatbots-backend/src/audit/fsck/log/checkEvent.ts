import {
  AuditEventBody,
  StoredEvent,
  verifyCommitment,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Knex } from 'knex';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { AuditEventRow } from '../../../database/auditEvents';
import { listStrayTexts, listTextsBetween } from '../../../database/auditTexts';
import { Findings } from '../Finding';
import { readBody, toEvent } from './readEvents';
import { differingColumns } from '../../authenticateEvent';

/** What the text of a row says, as far as it can be read. */
export interface ReadRow {
  row: AuditEventRow;
  body?: AuditEventBody;
  event?: StoredEvent;
}

/** Checks an event's row against the text that is hashed. */
export function checkEvent(
  row: AuditEventRow,
  leaf: Uint8Array,
  findings: Findings,
): ReadRow {
  const body = readBody(row.body);
  const event = toEvent(body);
  const sequence = Number(row.sequence);
  if (row.leaf_hash !== Buffer.from(leaf).toString('base64')) {
    findings.add({
      code: 'event-changed',
      sequence,
      message: `Event ${sequence} is not the text that was hashed`,
    });
    return { row, body, event };
  }
  if (!body) {
    findings.add({
      code: 'event-unreadable',
      sequence,
      message: `Event ${sequence} is no audit event in canonical form`,
    });
    return { row };
  }
  if (!event) {
    findings.add({
      code: 'event-unreadable',
      sequence,
      message: `Event ${sequence} has no form that events of its type have or had`,
    });
  }
  const differing = differingColumns(row, body);
  if (differing.length > 0) {
    findings.add({
      code: 'event-columns',
      sequence,
      message: `Event ${sequence} is found by other values of ${differing.join(
        ', ',
      )} than it says`,
    });
  }
  if (row.set_aside_at !== null || row.set_aside_reason !== null) {
    findings.add({
      code: 'event-columns',
      sequence,
      message: `Event ${sequence} has a number and is said to be set aside`,
    });
  }
  return { row, body, event };
}

/** Checks the texts that were not erased against what the events committed to. */
export async function checkTexts(
  knex: Knex,
  rows: readonly ReadRow[],
  findings: Findings,
): Promise<void> {
  const events = new Map(rows.map(one => [one.row.id, one]));
  const [first, last] = [rows[0], rows[rows.length - 1]];
  const texts = await listTextsBetween(knex, [
    Number(first.row.sequence),
    Number(last.row.sequence),
  ]);
  for (const { event_id, field, text, salt } of texts) {
    const { row, body } = events.get(event_id) ?? {};
    const commitment = body?.data.texts?.[field]?.commitment;
    if (
      commitment === undefined ||
      !verifyCommitment(commitment, { text, salt }, sha256)
    ) {
      const sequence = Number(row?.sequence);
      findings.add({
        code: 'text-changed',
        sequence,
        message: `The ${field} of event ${sequence} is not what was written`,
      });
    }
  }
}

/** Texts named at most that lie beside no event. */
const NAMED = 20;

/** Finds texts that lie beside no event: they were moved there, for an erased text is gone. */
export async function checkStrayTexts(
  knex: Knex,
  findings: Findings,
): Promise<void> {
  for (const { event_id, field } of await listStrayTexts(knex, NAMED)) {
    findings.add({
      code: 'text-stray',
      message: `The ${field} of event ${event_id} lies beside no event`,
    });
  }
}
