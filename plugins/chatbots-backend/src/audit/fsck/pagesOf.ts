import { Knex } from 'knex';

/** Rows read at once. */
const PAGE = 100;

/** Reads a table page by page in order of its ids, which do not change. */
export async function* pagesOf<Row extends { id: string }>(
  knex: Knex,
  table: string,
): AsyncGenerator<Row[], void, undefined> {
  let after = '';
  for (;;) {
    const rows: Row[] = await knex(table)
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE);
    const last = rows.at(-1);
    if (!last) {
      return;
    }
    after = last.id;
    yield rows;
  }
}
