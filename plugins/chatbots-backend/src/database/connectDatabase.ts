import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

const migrations = resolvePackagePath(
  '@chatbot-portal/backstage-plugin-chatbots-backend',
  'migrations',
);

/**
 * Connects, brings the schema up to date unless the deployment migrates by itself, and sets what SQLite needs to keep an
 * acknowledged commit over a power loss.
 */
export async function connectDatabase(
  database: DatabaseService,
): Promise<Knex> {
  const knex = await database.getClient();
  if (knex.client.config.client.includes('sqlite')) {
    await knex.raw('PRAGMA journal_mode = WAL');
    await knex.raw('PRAGMA synchronous = FULL');
    await knex.raw('PRAGMA busy_timeout = 5000');
  }
  if (!database.migrations?.skip) {
    await knex.migrate.latest({ directory: migrations });
  }
  return knex;
}
