import { ExportPeriod } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { reasoned } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { randomBytes } from 'node:crypto';
import { Knex } from 'knex';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { fromJson, toInstant, Work } from '../../database';
import { ExportRange } from './ExportRange';

/** Time between the click and the browser's request, in milliseconds. */
export const TICKET_LIFE_MS = 60_000;

/** What a ticket was issued for: all of it is fixed when the export is asked for. */
export interface ExportOrder extends ExportRange {
  period?: ExportPeriod;
  format: 'ndjson' | 'csv';
  /** Whether names and texts stand beside the hashed bytes. */
  reveal: boolean;
  checkpoint: { size: number; note: string };
}

/** Issues a one-time ticket to a person; only its hash is kept. */
export async function issueTicket(
  work: Work,
  ticket: { userRef: string; order: ExportOrder; expiresAt: string },
): Promise<string> {
  const value = randomBytes(32).toString('base64url');
  await work.db('export_tickets').insert({
    ticket_hash: sha256Text(value),
    user_ref: ticket.userRef,
    request: JSON.stringify(ticket.order),
    expires_at: ticket.expiresAt,
  });
  return value;
}

/**
 * Uses a ticket up. The update decides, so of two requests with one ticket one gets nothing. Throws `export-ticket-invalid`,
 * without telling a stranger whether there is such a ticket.
 */
export async function redeemTicket(
  work: Work,
  ticket: { value: string; userRef: string; now: Date },
): Promise<ExportOrder> {
  const hash = sha256Text(ticket.value);
  const now = toInstant(ticket.now);
  const used = await work
    .db('export_tickets')
    .where({ ticket_hash: hash, user_ref: ticket.userRef })
    .whereNull('used_at')
    .where('expires_at', '>', now)
    .update({ used_at: now });
  if (used !== 1) {
    throw reasoned(
      'export-ticket-invalid',
      'The link was used before, is too old or is not yours',
    );
  }
  const row = await work
    .db('export_tickets')
    .where({ ticket_hash: hash })
    .first();
  return fromJson<ExportOrder>(row.request);
}

/** Tickets that nobody can use any more. */
export async function deleteOldTickets(
  db: Knex.Transaction,
  now: Date,
): Promise<void> {
  await db('export_tickets').where('expires_at', '<', toInstant(now)).delete();
}
