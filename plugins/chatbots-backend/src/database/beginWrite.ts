import { Knex } from 'knex';
import { isPostgres } from './isPostgres';

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
