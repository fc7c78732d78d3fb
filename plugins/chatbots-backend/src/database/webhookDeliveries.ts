import { Knex } from 'knex';
import { newestFirst, Page, PageRequest, paginate } from './paginate';

/** Whether a delivery is under way, arrived, or was given up. */
export type WebhookDeliveryState = 'pending' | 'delivered' | 'failed';

/** What is sent to a webhook because of one event. 64-bit integers are texts on PostgreSQL. */
export interface WebhookDeliveryRow {
  id: string;
  target: string;
  event_id: string;
  /** Number of the event. */
  sequence: number | string;
  type: string;
  chatbot: string | null;
  state: WebhookDeliveryState;
  created_at: string;
  attempts: number;
  /** Failed attempts since it was made or asked for again. */
  failures: number;
  /** Null unless it is pending. */
  next_attempt_at: string | null;
  /** No attempt is made after it. */
  give_up_at: string;
  last_attempt_at: string | null;
  response_status: number | null;
  problem: string | null;
  /** The text that was sent last. */
  body: string | null;
  /** The last attempts; JSON. */
  history: string;
}

declare module 'knex/types/tables' {
  interface Tables {
    webhook_deliveries: WebhookDeliveryRow;
  }
}

/** Adds a delivery. One of the same event to the same target is not added again. */
export async function insertWebhookDelivery(
  db: Knex,
  row: Pick<
    WebhookDeliveryRow,
    | 'id'
    | 'target'
    | 'event_id'
    | 'sequence'
    | 'type'
    | 'chatbot'
    | 'created_at'
    | 'next_attempt_at'
    | 'give_up_at'
  >,
): Promise<void> {
  await db('webhook_deliveries')
    .insert({ ...row, state: 'pending' })
    .onConflict(['target', 'event_id'])
    .ignore();
}

/** The delivery to a target that is due first, in the order of the log. */
export async function findDueWebhookDelivery(
  db: Knex,
  { target, now }: { target: string; now: string },
): Promise<WebhookDeliveryRow | undefined> {
  return db('webhook_deliveries')
    .where({ target, state: 'pending' })
    .where('next_attempt_at', '<=', now)
    .orderBy('sequence')
    .first();
}

/** Writes down what became of an attempt, unless another one was made meanwhile. */
export async function recordWebhookAttempt(
  db: Knex,
  { id, attempts }: Pick<WebhookDeliveryRow, 'id' | 'attempts'>,
  columns: Partial<WebhookDeliveryRow>,
): Promise<void> {
  await db('webhook_deliveries')
    .where({ id, attempts })
    .update({ ...columns, attempts: attempts + 1 });
}

/** Gives up what waits for a target that answered 410 Gone. */
export async function failWaitingWebhookDeliveries(
  db: Knex,
  target: string,
): Promise<void> {
  await db('webhook_deliveries')
    .where({ target, state: 'pending' })
    .whereExists(
      db('webhook_targets').where({ id: target }).whereNotNull('gone_at'),
    )
    .update({ state: 'failed', problem: 'gone', next_attempt_at: null });
}

/** The delivery of this id. */
export async function findWebhookDelivery(
  db: Knex,
  id: string,
): Promise<WebhookDeliveryRow | undefined> {
  return db('webhook_deliveries').where({ id }).first();
}

/** Which deliveries are asked for. */
export interface WebhookDeliveryFilter {
  target?: string;
  state?: WebhookDeliveryState;
  type?: string;
}

/** One page of deliveries, newest first. */
export async function listWebhookDeliveries(
  db: Knex,
  { target, state, type }: WebhookDeliveryFilter,
  page: PageRequest,
): Promise<Page<WebhookDeliveryRow>> {
  const query = db('webhook_deliveries');
  if (target !== undefined) query.where({ target });
  if (state !== undefined) query.where({ state });
  if (type !== undefined) query.where({ type });
  return paginate(query, newestFirst<WebhookDeliveryRow>('created_at'), page);
}

/** Which deliveries are sent again. */
export type RedeliveredRows =
  | { id: string }
  | { target: string; failedSince: string };

/** Makes deliveries due now, whatever became of them. Returns how many. */
export async function redeliverWebhookDeliveries(
  db: Knex,
  rows: RedeliveredRows,
  { now, giveUpAt }: { now: string; giveUpAt: string },
): Promise<number> {
  const query = db('webhook_deliveries');
  if ('id' in rows) {
    query.where({ id: rows.id });
  } else {
    query
      .where({ target: rows.target, state: 'failed' })
      .where('created_at', '>=', rows.failedSince);
  }
  return query.update({
    state: 'pending',
    failures: 0,
    next_attempt_at: now,
    give_up_at: giveUpAt,
  });
}

/** How many deliveries of each state a target has, and when one last arrived. */
export async function countWebhookDeliveries(db: Knex): Promise<
  {
    target: string;
    state: WebhookDeliveryState;
    count: number;
    lastAttemptAt: string | null;
  }[]
> {
  const rows = await db('webhook_deliveries')
    .groupBy('target', 'state')
    .select('target', 'state')
    .count({ count: '*' })
    .max({ last: 'last_attempt_at' });
  return rows.map(({ target, state, count, last }) => ({
    target,
    state,
    count: Number(count),
    lastAttemptAt: last ?? null,
  }));
}

/** Removes deliveries that were made before an instant. */
export async function deleteWebhookDeliveries(
  db: Knex,
  before: string,
): Promise<void> {
  await db('webhook_deliveries').where('created_at', '<', before).delete();
}
