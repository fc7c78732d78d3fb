import { ExportPeriod } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { randomBytes } from 'node:crypto';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { toInstant } from '../../database/Clock';
import { Work } from '../../database/UnitOfWork';
import { fromJson } from '../../database/json';
import { ExportRange } from './ExportRange';
import {
  insertExportTicket,
  insertOrFindExportTicket,
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

/** For how long an export that was asked for is known by its request id, in milliseconds. */
const REQUEST_LIFE_MS = 60 * 60_000;

/** What an export fixes: which events, up to which checkpoint. */
export interface FixedExport {
  order: Omit<ExportOrder, 'format'>;
  checkpoint: NonNullable<Api.AuditExport['checkpoint']>;
}

/**
 * Keeps what a person's request fixed, under the id that they gave it.
 *
 * @returns what was kept before of the same request; undefined for a new one
 */
export async function keepRequest(
  work: Work,
  asked: {
    userRef: string;
    request: Api.AuditExportRequest;
    fixed: FixedExport;
    now: Date;
  },
): Promise<FixedExport | undefined> {
  const { userRef, request, fixed, now } = asked;
  const { requestId, from, to, reveal = false } = request;
  if (requestId === undefined) {
    return undefined;
  }
  // Another period under the same id is another request.
  const hash = sha256Text(
    JSON.stringify([userRef, requestId, from ?? null, to ?? null, reveal]),
  );
  const kept = await insertOrFindExportTicket(work.db, {
    ticket_hash: hash,
    // Nobody's, so that nobody can use this row as a ticket.
    user_ref: '',
    request: JSON.stringify(fixed),
    expires_at: toInstant(new Date(now.getTime() + REQUEST_LIFE_MS)),
  });
  return kept === undefined ? undefined : fromJson(kept);
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
