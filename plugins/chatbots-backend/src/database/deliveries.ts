import { Knex } from 'knex';
import { isPostgres } from './dialect';

/** Something to tell outside the database. 64-bit integers are texts on PostgreSQL. */
export interface DeliveryRow {
  id: number | string;
  /** The event that it tells of, where it tells of one. */
  message_id: string;
  topic: string;
  /** JSON. Null where the event says everything. */
  payload: string | null;
  /** MAC of the payload. Null without one, and for messages of the outbox of before. */
  mac: string | null;
  mac_key_id: string | null;
  created_at: string;
  attempts: number;
  not_before: string | null;
  delivered_at: string | null;
}

declare module 'knex/types/tables' {
  interface Tables {
    deliveries: DeliveryRow;
  }
}

/** Adds deliveries. One that stands already is not added again. */
export async function insertDeliveries(
  db: Knex,
  rows: readonly (Pick<DeliveryRow, 'message_id' | 'topic' | 'created_at'> &
    Partial<DeliveryRow>)[],
): Promise<void> {
  if (rows.length > 0) {
    await db('deliveries')
      .insert([...rows])
      .onConflict(['message_id', 'topic'])
      .ignore();
  }
}

/** Deliveries that are due, in order. On PostgreSQL they are locked, and those that another replica holds are left out. */
export async function takeDueDeliveries(
  db: Knex,
  options: { now: string; limit: number },
): Promise<DeliveryRow[]> {
  const query = db('deliveries')
    .whereNull('delivered_at')
    .where(due =>
      due.whereNull('not_before').orWhere('not_before', '<=', options.now),
    )
    .orderBy('id')
    .limit(options.limit);
  return isPostgres(db) ? query.forUpdate().skipLocked() : query;
}

/** Changes columns of a delivery. */
export async function updateDelivery(
  db: Knex,
  id: DeliveryRow['id'],
  columns: Partial<DeliveryRow>,
): Promise<void> {
  await db('deliveries').where({ id }).update(columns);
}

/** Removes what was delivered before an instant. */
export async function deleteDelivered(db: Knex, before: string): Promise<void> {
  await db('deliveries').where('delivered_at', '<', before).delete();
}
