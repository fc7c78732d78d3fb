import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';

/** The files below a folder whose bytes hold a text; every file of SQLite holds its rows' texts as they are. */
export async function filesWith(
  folder: string,
  text: string,
): Promise<string[]> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const found: string[] = [];
  for (const entry of entries.filter(each => each.isFile())) {
    const file = join(entry.parentPath, entry.name);
    if ((await readFile(file)).includes(text)) {
      found.push(file);
    }
  }
  return found;
}

/** What a search of a server looked at, and where it found the text. */
export interface TablesWith {
  /** Every table that was read, `database.table`. */
  read: string[];
  found: string[];
}

/** The tables of every database of a PostgreSQL server that have a row which holds a text. */
export async function tablesWith(
  url: string,
  text: string,
): Promise<TablesWith> {
  const result: TablesWith = { read: [], found: [] };
  const databases = await query(
    url,
    'select datname as name from pg_database where not datistemplate',
  );
  for (const { name: database } of databases) {
    const address = new URL(url);
    address.pathname = `/${database}`;
    const tables = await query(
      address.href,
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    for (const { name: table } of tables) {
      result.read.push(`${database}.${table}`);
      const rows = await query(
        address.href,
        `select 1 from ${table} t where strpos(t::text, $1) > 0 limit 1`,
        [text],
      );
      if (rows.length > 0) {
        result.found.push(`${database}.${table}`);
      }
    }
  }
  return result;
}

async function query(
  connectionString: string,
  statement: string,
  values: string[] = [],
): Promise<{ name: string }[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(statement, values)).rows;
  } finally {
    await client.end();
  }
}
