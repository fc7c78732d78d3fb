import { Knex } from 'knex';
import { AuditEventRow } from './auditEvents';

/** Events that wait for a number; those that were set aside do not. */
function waiting(db: Knex) {
  return db('audit_events').whereNull('sequence').whereNull('set_aside_at');
}

/** The insert id that was given last. */
export async function findNewestInsertId(
  db: Knex,
): Promise<AuditEventRow['insert_id'] | undefined> {
  const [{ newest }] = await db('audit_events').max({ newest: 'insert_id' });
  return newest ?? undefined;
}

/** Whether an event waits for its number: any, or one up to an insert id. Takes no lock. */
export async function isAnyWaiting(
  db: Knex,
  until?: AuditEventRow['insert_id'],
): Promise<boolean> {
  const query = waiting(db).first('insert_id');
  if (until !== undefined) {
    query.where('insert_id', '<=', until);
  }
  return (await query) !== undefined;
}

/** How many events wait for their number. */
export async function countWaiting(db: Knex): Promise<number> {
  const [{ count }] = await waiting(db).count({ count: '*' });
  return Number(count);
}

/** Events that wait for their number, in insert order. */
export async function listWaiting(
  db: Knex,
  limit: number,
): Promise<AuditEventRow[]> {
  return waiting(db).orderBy('insert_id').limit(limit);
}

/** The ids of those of one type that wait for their number, however many wait before them. */
export async function listWaitingOfType(
  db: Knex,
  type: string,
): Promise<string[]> {
  return waiting(db).where({ type }).pluck('id');
}

/** Those without a MAC of {@link listWaiting}, up to an insert id. */
export async function listWaitingWithoutMac(
  db: Knex,
  options: { until: number; limit: number },
): Promise<AuditEventRow[]> {
  return waiting(db)
    .where('insert_id', '<=', options.until)
    .whereNull('mac')
    .orderBy('insert_id')
    .limit(options.limit);
}

/** The event of this id, if it waits for its number. */
export async function findWaiting(
  db: Knex,
  id: string,
): Promise<AuditEventRow | undefined> {
  return waiting(db).where({ id }).first();
}

/** Whether anything was numbered that no log without MACs has: an event with one, or `log.upgraded`. */
export async function isAnyNumberedWithMac(db: Knex): Promise<boolean> {
  const row = await db('audit_events')
    .whereNotNull('sequence')
    .where(one => one.whereNotNull('mac').orWhere({ type: 'log.upgraded' }))
    .first('id');
  return row !== undefined;
}

/** Gives events their numbers, from the first on, in one statement. The form is common to SQLite and PostgreSQL. */
export async function numberEvents(
  db: Knex.Transaction,
  insertIds: readonly AuditEventRow['insert_id'][],
  first: number,
): Promise<void> {
  const rows = insertIds
    .map(() => '(cast(? as bigint), cast(? as bigint))')
    .join(', ');
  const bindings = insertIds.flatMap((id, i) => [Number(id), first + i]);
  await db.raw(
    `update audit_events set sequence = numbers.column2
     from (values ${rows}) as numbers
     where audit_events.insert_id = numbers.column1`,
    bindings,
  );
}

/** Sets events aside: they are never numbered, retried or followed. */
export async function setAside(
  db: Knex.Transaction,
  events: readonly { id: string; reason: string }[],
  now: string,
): Promise<void> {
  for (const { id, reason } of events) {
    // By id: a forged insert_id may be larger than a number holds.
    await db('audit_events')
      .where({ id })
      .update({ set_aside_at: now, set_aside_reason: reason });
  }
}

/** The events that were set aside last, latest first. */
export async function listSetAside(
  db: Knex,
  limit: number,
): Promise<AuditEventRow[]> {
  return db('audit_events')
    .whereNotNull('set_aside_at')
    .orderBy([
      { column: 'set_aside_at', order: 'desc' },
      { column: 'insert_id', order: 'desc' },
    ])
    .limit(limit);
}

/** How many events were set aside. */
export async function countSetAside(db: Knex): Promise<number> {
  const [{ count }] = await db('audit_events')
    .whereNotNull('set_aside_at')
    .count({ count: '*' });
  return Number(count);
}
