import { Knex } from 'knex';

/** Whether the engine has row locks and LISTEN/NOTIFY. */
export function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}
