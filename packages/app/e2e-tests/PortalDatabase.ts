import { join } from 'node:path';
import knex, { Knex } from 'knex';
import { TestPortal } from './startPortal';

/** Where the portal's own plugin keeps its rows: one database for each plugin. */
const SQLITE_FILE = 'db/chatbots.sqlite';
const PG_DATABASE = 'backstage_plugin_chatbots';

/** A row as the database gives it. 64-bit integers are texts on PostgreSQL. */
export type Row = Record<string, any>;

/** The tables of the portal's own plugin, read beside the portal: no code of the portal stands between. */
export interface PortalDatabase {
  /** Rows of a table. */
  from(table: string): Knex.QueryBuilder<any, any>;
  /** Rows of a statement; `?` stands for a value. */
  all(sql: string, ...values: (string | number)[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** Opens the database of the portal's own plugin: a file, or one of a PostgreSQL server. */
export function openDatabase({
  dataFolder,
  databaseUrl,
}: Pick<TestPortal, 'dataFolder' | 'databaseUrl'>): PortalDatabase {
  if (!databaseUrl) {
    return openSqlite(join(dataFolder, SQLITE_FILE));
  }
  const address = new URL(databaseUrl);
  address.pathname = `/${PG_DATABASE}`;
  return open({ client: 'pg', connection: address.href });
}

/** Opens one file of SQLite, for reading. While the portal writes it is waited for. */
export function openSqlite(filename: string): PortalDatabase {
  return open({
    client: 'better-sqlite3',
    connection: {
      filename,
      options: { readonly: true },
    } as Knex.BetterSqlite3ConnectionConfig,
    useNullAsDefault: true,
  });
}

function open(config: Knex.Config): PortalDatabase {
  const db = knex(config);
  return {
    from: table => db.queryBuilder().from(table),
    all: async (sql, ...values) => {
      const answer = await db.raw(sql, values);
      return Array.isArray(answer) ? answer : answer.rows;
    },
    close: () => db.destroy(),
  };
}
