import { Knex } from 'knex';
import { isPostgres } from '../database/dialect';

/** Takes away what refuses writes without a MAC, as whoever owns the database can. */
export async function dropGuards(knex: Knex): Promise<void> {
  if (isPostgres(knex)) {
    await knex.raw(
      'alter table audit_events drop constraint if exists audit_events_mac_required',
    );
    await knex.raw(
      'drop trigger if exists audit_log_mac_required on audit_log',
    );
    return;
  }
  await knex.raw('drop trigger if exists audit_events_mac_required');
  await knex.raw('drop trigger if exists audit_log_mac_required');
}
