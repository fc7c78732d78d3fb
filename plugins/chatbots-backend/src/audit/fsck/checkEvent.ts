import {
  AuditEventBody,
  verifyCommitment,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Knex } from 'knex';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { AuditEventRow } from '../../database/auditEvents';
import { listAuditTexts } from '../../database/auditTexts';
import { Finding } from './Finding';
import { readBody, readEvent } from './readLog';
import { differingColumns } from '../authenticateEvent';

/** Checks an event's row against the text that is hashed. Returns what the text says where it can be read. */
export function checkEvent(
  row: AuditEventRow,
  leaf: Uint8Array,
  findings: Finding[],
): AuditEventBody | undefined {
  const sequence = Number(row.sequence);
  if (row.leaf_hash !== Buffer.from(leaf).toString('base64')) {
    findings.push({
      code: 'event-changed',
      sequence,
      message: `Event ${sequence} is not the text that was hashed`,
    });
    return readBody(row.body);
  }
  const body = readBody(row.body);
  if (!body) {
    findings.push({
      code: 'event-unreadable',
      sequence,
      message: `Event ${sequence} is no audit event in canonical form`,
    });
    return undefined;
  }
  if (!readEvent(row.body)) {
    findings.push({
      code: 'event-unreadable',
      sequence,
      message: `Event ${sequence} has no form that events of its type have or had`,
    });
  }
  const differing = differingColumns(row, body);
  if (differing.length > 0) {
    findings.push({
      code: 'event-columns',
      sequence,
      message: `Event ${sequence} is found by other values of ${differing.join(
        ', ',
      )} than it says`,
    });
  }
  return body;
}

/** Checks the texts that were not erased against what the events committed to. */
export async function checkTexts(
  knex: Knex,
  rows: readonly AuditEventRow[],
  findings: Finding[],
): Promise<void> {
  const events = new Map(rows.map(row => [row.id, row]));
  const texts = await listAuditTexts(knex, [...events.keys()]);
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
