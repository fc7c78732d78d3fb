import { Knex } from 'knex';

/** Whether everything committed has its number, and was told to whom it is for. */
export async function isAllTold(knex: Knex): Promise<boolean> {
  const unnumbered = await knex('audit_events').whereNull('sequence');
  const log = await knex('audit_log').where({ id: 1 }).first();
  const behind = await knex('follower_cursors').whereNot({
    cursor: log?.size,
  });
  const undelivered = await knex('deliveries').whereNull('delivered_at');
  const unasked = await knex('external_requests')
    .whereNull('sent_at')
    .whereNull('closed_at');
  return (
    unnumbered.length + behind.length + undelivered.length + unasked.length ===
    0
  );
}

/** Whether a replica has nothing to write by itself: everything is told and signed. On SQLite a write that waits holds up its whole process. */
export async function isAtRest(knex: Knex): Promise<boolean> {
  const log = await knex('audit_log').where({ id: 1 }).first();
  const signed = await knex('audit_checkpoints').where({ size: log?.size });
  return signed.length === 1 && (await isAllTold(knex));
}
