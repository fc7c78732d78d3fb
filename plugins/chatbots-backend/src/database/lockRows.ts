import { Knex } from 'knex';
import { isPostgres } from './isPostgres';

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
