import { Knex } from 'knex';

export interface ExportTicketRow {
  ticket_hash: string;
  user_ref: string;
  request: string;
  expires_at: string;
  used_at: string | null;
}

declare module 'knex/types/tables' {
  interface Tables {
    export_tickets: ExportTicketRow;
  }
}

/** Adds a ticket that was not used yet. */
export async function insertExportTicket(
  db: Knex.Transaction,
  row: Omit<ExportTicketRow, 'used_at'>,
): Promise<void> {
  await db('export_tickets').insert(row);
}

/** Adds a row, or returns the request of the row with the same hash. Waits for a concurrent insert. */
export async function insertOrFindExportTicket(
  db: Knex.Transaction,
  row: Omit<ExportTicketRow, 'used_at'>,
): Promise<string | undefined> {
  const { ticket_hash } = row;
  const inserted = await db('export_tickets')
    .insert(row)
    .onConflict('ticket_hash')
    .ignore()
    .returning('ticket_hash');
  return inserted.length > 0
    ? undefined
    : (await db('export_tickets').where({ ticket_hash }).first())?.request;
}

/**
 * Uses a person's ticket up and returns what was ordered with it. The update decides, so of two requests with one ticket one gets
 * nothing.
 */
export async function useExportTicket(
  db: Knex.Transaction,
  ticket: { hash: string; userRef: string; now: string },
): Promise<string | undefined> {
  const { hash, userRef, now } = ticket;
  const used = await db('export_tickets')
    .where({ ticket_hash: hash, user_ref: userRef })
    .whereNull('used_at')
    .where('expires_at', '>', now)
    .update({ used_at: now });
  const row =
    used === 1
      ? await db('export_tickets').where({ ticket_hash: hash }).first()
      : undefined;
  return row?.request;
}

/** Removes tickets that nobody can use any more. */
export async function deleteExpiredTickets(
  db: Knex.Transaction,
  now: string,
): Promise<void> {
  await db('export_tickets').where('expires_at', '<', now).delete();
}
