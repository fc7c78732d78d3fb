import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { Client } from 'pg';
import type { TestPortal } from '../startPortal';

/** A row as the database gives it. 64-bit integers are texts on PostgreSQL. */
export type Row = Record<string, any>;

/** The tables of the chatbots plugin, read beside the portal: no code of the portal stands between. */
export interface PortalRows {
  /** Rows of a query; `?` stands for a value. */
  all(sql: string, ...values: (string | number)[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** Opens the database that a portal writes: a file, or one of a PostgreSQL server. */
export async function openRows(
  portal: Pick<TestPortal, 'dataFolder' | 'databaseUrl'>,
): Promise<PortalRows> {
  return portal.databaseUrl
    ? openPostgres(portal.databaseUrl)
    : openSqlite(join(portal.dataFolder, 'db', 'chatbots.sqlite'));
}

/** Opens one file of SQLite, for reading. */
export function openSqlite(file: string): PortalRows {
  const database = new DatabaseSync(file, { readOnly: true });
  // The portal may be writing: wait for it, as it waits for us.
  database.exec('PRAGMA busy_timeout = 5000');
  return {
    all: async (sql, ...values: SQLInputValue[]) =>
      database.prepare(sql).all(...values),
    close: async () => database.close(),
  };
}

async function openPostgres(url: string): Promise<PortalRows> {
  const address = new URL(url);
  address.pathname = '/backstage_plugin_chatbots';
  const client = new Client({ connectionString: address.href });
  await client.connect();
  return {
    all: async (sql, ...values) => {
      let count = 0;
      const numbered = sql.replace(/\?/g, () => {
        count += 1;
        return `$${count}`;
      });
      return (await client.query(numbered, values)).rows;
    },
    close: () => client.end(),
  };
}
