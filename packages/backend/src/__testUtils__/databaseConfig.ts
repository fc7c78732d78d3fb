import { JsonObject } from '@backstage/types';
import { TestDatabases } from '@backstage/backend-test-utils';

type Knex = Awaited<ReturnType<TestDatabases['init']>>;

/** Configuration of a backend whose plugins each have a schema of this database, or SQLite in memory. */
export function databaseConfig(knex: Knex): JsonObject {
  const { client, connection } = knex.client.config;
  return client === 'pg'
    ? {
        client,
        pluginDivisionMode: 'schema',
        connection: {
          ...connection,
          // Knex hides it from whoever copies the object.
          password: connection.password,
        },
      }
    : { client: 'better-sqlite3', connection: ':memory:' };
}
