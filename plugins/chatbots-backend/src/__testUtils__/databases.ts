import { TestDatabases } from '@backstage/backend-test-utils';

/** SQLite always; PostgreSQL when the environment names a server. Call once per test file. */
export function createTestDatabases(): TestDatabases {
  jest.setTimeout(60_000);
  return TestDatabases.create({
    ids: ['SQLITE_3', 'POSTGRES_16'],
  });
}
