import {
  createMockDirectory,
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { randomUUID } from 'node:crypto';
import createKnex, { Knex } from 'knex';
import { SharedDatabase } from './startReplica';

/** Databases that more than one process can open, for the tests of one file: PostgreSQL as it is, SQLite in a file. */
export function createSharedDatabases(databases: TestDatabases) {
  const directory = createMockDirectory();
  const opened: Knex[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(knex => knex.destroy()));
  });
  /** A database with a connection of the test's own. */
  return async (
    id: TestDatabaseId,
  ): Promise<{ knex: Knex; database: SharedDatabase }> => {
    if (id !== 'SQLITE_3') {
      const knex = await databases.init(id);
      const { client, connection } = knex.client.config;
      // Knex hides the password from whoever copies the object.
      const { password } = connection;
      return {
        knex,
        database: { client, connection: { ...connection, password } },
      };
    }
    const database = {
      client: 'better-sqlite3',
      connection: directory.resolve(`${randomUUID()}.sqlite`),
    };
    const knex = createKnex({ ...database, useNullAsDefault: true });
    opened.push(knex);
    return { knex, database };
  };
}
