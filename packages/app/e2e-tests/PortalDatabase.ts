import { join } from 'node:path';
import knex, { Knex } from 'knex';
import { TestPortal } from './startPortal';

/** Where the portal's own plugin keeps its rows: one database for each plugin. */
const SQLITE_FILE = 'db/chatbots.sqlite';
const PG_DATABASE = 'backstage_plugin_chatbots';

/** A row as the database gives it; what is known of its columns stands in the backend. */
export type Row = Record<string, any>;

/** The tables of the portal's own plugin, read beside the portal: no code of the portal stands between. */
export interface PortalDatabase {
  /** Rows of a table. */
  from: (table: string) => Knex.QueryBuilder<any, any>;
  close: () => Promise<void>;
}

/** Opens the database of the portal's own plugin, to compare what pages say with what it holds. */
export function openDatabase(
  portal: Pick<TestPortal, 'dataFolder' | 'databaseUrl'>,
): PortalDatabase {
  const db = knex(configOf(portal));
  return {
    from: table => db.queryBuilder().from(table),
    close: () => db.destroy(),
  };
}

function configOf({
  dataFolder,
  databaseUrl,
}: Pick<TestPortal, 'dataFolder' | 'databaseUrl'>): Knex.Config {
  if (databaseUrl) {
    const address = new URL(databaseUrl);
    address.pathname = `/${PG_DATABASE}`;
    return { client: 'pg', connection: address.href };
  }
  return {
    client: 'better-sqlite3',
    connection: {
      filename: join(dataFolder, SQLITE_FILE),
      options: { readonly: true },
    } as Knex.BetterSqlite3ConnectionConfig,
    useNullAsDefault: true,
  };
}
