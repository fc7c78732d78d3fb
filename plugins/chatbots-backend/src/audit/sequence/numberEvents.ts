import { Knex } from 'knex';

/** Gives events their sequence numbers in one statement. The form is common to SQLite and PostgreSQL. */
export async function numberEvents(
  db: Knex.Transaction,
  insertIds: readonly (number | string)[],
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
