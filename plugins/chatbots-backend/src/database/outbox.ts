import { Knex } from 'knex';

export interface OutboxRow {
  id: number | string;
  message_id: string;
  topic: string;
  payload: string;
  created_at: string;
  attempts: number;
  not_before: string | null;
  dispatched_at: string | null;
}

declare module 'knex/types/tables' {
  interface Tables {
    outbox: OutboxRow;
  }
}

/** Adds a message to what is to be delivered. */
export async function insertMessage(
  db: Knex.Transaction,
  row: Pick<OutboxRow, 'message_id' | 'topic' | 'payload' | 'created_at'>,
): Promise<void> {
  await db('outbox').insert(row);
}

/** Messages that are due, in order. */
export function dueMessages(db: Knex, options: { now: string; limit: number }) {
  return db('outbox')
    .whereNull('dispatched_at')
    .where(due =>
      due.whereNull('not_before').orWhere('not_before', '<=', options.now),
    )
    .orderBy('id')
    .limit(options.limit);
}

/** Changes columns of a message. */
export async function updateMessage(
  db: Knex,
  id: OutboxRow['id'],
  columns: Partial<OutboxRow>,
): Promise<void> {
  await db('outbox').where({ id }).update(columns);
}

/** Removes messages that were delivered before an instant. */
export async function deleteDelivered(db: Knex, before: string): Promise<void> {
  await db('outbox').where('dispatched_at', '<', before).delete();
}
