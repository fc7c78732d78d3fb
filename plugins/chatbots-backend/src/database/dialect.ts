import { Knex } from 'knex';

/** Whether the engine has row locks and LISTEN/NOTIFY. */
export function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}

/**
 * Locks the rows that a query reads until the end of the transaction.
 *
 * @remarks
 * SQLite has one writer and its pool one connection, so a transaction is alone there already.
 */
export function lockRows<T extends Knex.QueryBuilder>(
  db: Knex.Transaction,
  query: T,
): T {
  return isPostgres(db) ? (query.forUpdate() as T) : query;
}

/**
 * Makes a transaction a writer before it reads.
 *
 * @remarks
 * SQLite lets a transaction wait for another process's before its first statement only: one that has read is turned away at
 * once when it wants to write, because what it read may be old.
 */
export async function beginWrite(db: Knex.Transaction): Promise<void> {
  if (!isPostgres(db)) {
    await db('audit_log').whereRaw('1 = 0').update({ size: 0 });
  }
}

/**
 * Waits until no other transaction that named the same thing is open: for what a row can't be locked for, because it isn't there yet.
 *
 * @remarks
 * SQLite has one writer, see {@link beginWrite}.
 */
export async function takeTurns(
  db: Knex.Transaction,
  what: string,
): Promise<void> {
  if (isPostgres(db)) {
    await db.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
      `chatbots ${what}`,
    ]);
  }
}
