import { Knex } from 'knex';

/**
 * Narrows a query to rows where one of the columns contains a text, in any case.
 *
 * @param columns - constants of the code, never a client's
 */
export function containsText(
  query: Knex.QueryBuilder,
  columns: readonly string[],
  text: string,
): void {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  query.where(group => {
    for (const column of columns) {
      group.orWhereRaw(`lower(${column}) like ? escape '\\'`, [pattern]);
    }
  });
}
