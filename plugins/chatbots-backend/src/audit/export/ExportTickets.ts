import { ExportPeriod } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { randomBytes } from 'node:crypto';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { toInstant } from '../../database/Clock';
import { Work } from '../../database/UnitOfWork';
import { fromJson } from '../../database/json';
import { ExportRange } from './ExportRange';
import {
  insertExportTicket,
  useExportTicket,
} from '../../database/exportTickets';

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
  await insertExportTicket(work.db, {
    ticket_hash: sha256Text(value),
    user_ref: ticket.userRef,
    request: JSON.stringify(ticket.order),
    expires_at: ticket.expiresAt,
  });
  return value;
}

/**
 * Uses a ticket up. Throws `export-ticket-invalid`, without telling a stranger whether there is such a ticket.
 */
export async function redeemTicket(
  work: Work,
  ticket: { value: string; userRef: string; now: Date },
): Promise<ExportOrder> {
  const request = await useExportTicket(work.db, {
    hash: sha256Text(ticket.value),
    userRef: ticket.userRef,
    now: toInstant(ticket.now),
  });
  if (request === undefined) {
    throw errorWithReason(
      'export-ticket-invalid',
      'The link was used before, is too old or is not yours',
    );
  }
  return fromJson<ExportOrder>(request);
}
