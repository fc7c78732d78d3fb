import { Knex } from 'knex';
import { isPostgres } from '../database/dialect';

/** What frames a unit of work or wakes followers is no question to the tables. */
const NOT_COUNTED =
  /^(begin|commit|rollback|savepoint|release|set |select pg_notify|create extension)|pg_stat_statements|pg_database|^select 1$/i;

/** Statements that ran while something was asked, most frequent first. */
export interface Statements {
  count: number;
  /** Each with how often it ran. */
  texts: string[];
}

/**
 * Counts the statements of one database.
 *
 * @remarks
 * On PostgreSQL the server counts (`pg_stat_statements`, which the test's own server preloads), so nothing that reaches it
 * is missed. Where it has no such extension, and on SQLite, knex tells of each query. Both count whatever runs meanwhile:
 * the caller keeps everything else still.
 */
export async function createStatementCounter(
  knex: Knex,
): Promise<<T>(work: () => Promise<T>) => Promise<Statements>> {
  return (await hasServerCounts(knex))
    ? work => countOnServer(knex, work)
    : work => countInProcess(knex, work);
}

async function hasServerCounts(knex: Knex): Promise<boolean> {
  if (!isPostgres(knex)) {
    return false;
  }
  try {
    await knex.raw('create extension if not exists pg_stat_statements');
    await readCalls(knex);
    return true;
  } catch {
    return false;
  }
}

async function countOnServer(
  knex: Knex,
  work: () => Promise<unknown>,
): Promise<Statements> {
  const before = await readCalls(knex);
  await work();
  const after = await readCalls(knex);
  return toStatements(
    new Map(
      [...after].map(([text, calls]) => [
        text,
        calls - (before.get(text) ?? 0),
      ]),
    ),
  );
}

async function readCalls(knex: Knex): Promise<Map<string, number>> {
  const { rows } = await knex.raw<{ rows: { query: string; calls: string }[] }>(
    `select query, sum(calls) as calls from pg_stat_statements
     where dbid = (select oid from pg_database where datname = current_database()) group by query`,
  );
  return new Map(rows.map(({ query, calls }) => [query, Number(calls)]));
}

async function countInProcess(
  knex: Knex,
  work: () => Promise<unknown>,
): Promise<Statements> {
  const calls = new Map<string, number>();
  const listener = ({ sql }: { sql: string }) =>
    calls.set(sql, (calls.get(sql) ?? 0) + 1);
  knex.on('query', listener);
  try {
    await work();
  } finally {
    knex.removeListener('query', listener);
  }
  return toStatements(calls);
}

function toStatements(calls: ReadonlyMap<string, number>): Statements {
  const counted = [...calls].filter(
    ([text, times]) => times > 0 && !NOT_COUNTED.test(text.trim()),
  );
  return {
    count: counted.reduce((sum, [, times]) => sum + times, 0),
    texts: counted
      .sort(([, one], [, other]) => other - one)
      .map(([text, times]) => `${times} × ${text}`),
  };
}
