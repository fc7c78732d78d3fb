import { Knex } from 'knex';

/** An outside system to ask about a promotion. */
export interface ExternalRequestRow {
  /** Stable over retries; the system answers to it. */
  id: string;
  promotion_id: string;
  system: string;
  /** Digest of the facts that it is asked about. */
  asked_digest: string;
  created_at: string;
  attempts: number;
  not_before: string | null;
  sent_at: string | null;
  closed_at: string | null;
}

declare module 'knex/types/tables' {
  interface Tables {
    external_requests: ExternalRequestRow;
  }
}

/** Adds requests. One that stands already is not added again. */
export async function insertExternalRequests(
  db: Knex,
  rows: readonly Pick<
    ExternalRequestRow,
    'id' | 'promotion_id' | 'system' | 'asked_digest' | 'created_at'
  >[],
): Promise<void> {
  if (rows.length > 0) {
    await db('external_requests')
      .insert([...rows])
      .onConflict('id')
      .ignore();
  }
}

/** The request of this id. */
export async function findExternalRequest(
  db: Knex,
  id: string,
): Promise<ExternalRequestRow | undefined> {
  return db('external_requests').where({ id }).first();
}

/** Requests that are due, oldest first. */
export async function listDueExternalRequests(
  db: Knex,
  options: { now: string; limit: number },
): Promise<ExternalRequestRow[]> {
  return db('external_requests')
    .whereNull('closed_at')
    .where(due =>
      due.whereNull('not_before').orWhere('not_before', '<=', options.now),
    )
    .orderBy('created_at')
    .limit(options.limit);
}

/**
 * Takes a due request for a while, so that no other replica does the same: whoever takes it and dies leaves it due again then.
 *
 * @returns whether this caller has it
 */
export async function takeExternalRequest(
  db: Knex,
  row: ExternalRequestRow,
  until: string,
): Promise<boolean> {
  const { id, attempts, not_before } = row;
  const taken = await db('external_requests')
    .where({ id, attempts, not_before })
    .whereNull('closed_at')
    .update({ not_before: until });
  return taken === 1;
}

/** Changes columns of a request. */
export async function updateExternalRequest(
  db: Knex,
  id: string,
  columns: Partial<ExternalRequestRow>,
): Promise<void> {
  await db('external_requests').where({ id }).update(columns);
}
