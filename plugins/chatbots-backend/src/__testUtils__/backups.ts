import createKnex, { Knex } from 'knex';
import { copyFileSync, rmSync } from 'node:fs';
import { isPostgres } from '../database/dialect';
import { SharedDatabase } from './startReplica';

/** A copy of a database, made and put back as an operator does while nothing uses it. */
export interface Backup {
  save(): Promise<void>;
  restore(): Promise<void>;
}

/** Opens a database that more than one process can open. */
export function openDatabase({ client, connection }: SharedDatabase): Knex {
  return createKnex({ client, connection, useNullAsDefault: true });
}

/** SQLite's file is copied; PostgreSQL makes a database from another as its template. */
export function createBackup(database: SharedDatabase): Backup {
  return typeof database.connection === 'string'
    ? copyOfFile(database.connection)
    : templateOf(database);
}

function copyOfFile(path: string): Backup {
  return {
    save: async () => copyFileSync(path, `${path}.saved`),
    restore: async () => {
      for (const part of ['-wal', '-shm']) {
        rmSync(`${path}${part}`, { force: true });
      }
      copyFileSync(`${path}.saved`, path);
    },
  };
}

function templateOf(database: SharedDatabase): Backup {
  const connection = Object(database.connection);
  const name = String(connection.database);
  const run = async (...statements: [string, ...string[]][]) => {
    const admin = openDatabase({
      ...database,
      connection: { ...connection, database: 'postgres' },
    });
    try {
      await admin.raw(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = ?',
        [name],
      );
      for (const [sql, ...names] of statements) {
        await admin.raw(sql, names);
      }
    } finally {
      await admin.destroy();
    }
  };
  return {
    save: () => run(['create database ?? template ??', `${name}_saved`, name]),
    restore: () =>
      run(
        ['drop database ??', name],
        ['create database ?? template ??', name, `${name}_saved`],
      ),
  };
}

/** Rows of every table, and what puts them back while processes go on: as a restored dump does. */
export async function dumpRows(knex: Knex): Promise<() => Promise<void>> {
  const tables = await listTables(knex);
  const saved = new Map<string, object[]>();
  for (const table of tables) {
    saved.set(table, await knex(table));
  }
  return () =>
    knex.transaction(async db => {
      await db.raw(
        isPostgres(knex)
          ? 'set local session_replication_role = replica'
          : 'pragma defer_foreign_keys = on',
      );
      for (const table of tables) {
        await db(table).delete();
      }
      for (const [table, rows] of saved) {
        await db.batchInsert(table, rows, 20);
      }
    });
}

async function listTables(knex: Knex): Promise<string[]> {
  const rows: { name: string }[] = isPostgres(knex)
    ? (
        await knex.raw(
          `select table_name as name from information_schema.tables
           where table_schema = current_schema() and table_type = 'BASE TABLE'`,
        )
      ).rows
    : await knex.raw(
        `select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`,
      );
  return rows
    .map(({ name }) => name)
    .filter(name => !name.startsWith('knex_migrations'));
}
