// @ts-check

/** Refuses what a replica of the version before would write: an event without a MAC, and a log that grows without one. */
const SQLITE_TRIGGERS = {
  audit_events_mac_required: `
    create trigger audit_events_mac_required before insert on audit_events
    when new.mac is null or new.mac_key_id is null
    begin
      select raise(abort, 'audit_events_mac_required: an audit event needs a MAC; stop the replicas of the old version');
    end`,
  audit_log_mac_required: `
    create trigger audit_log_mac_required before update on audit_log
    when new.size > old.size and new.mac is old.mac
    begin
      select raise(abort, 'audit_log_mac_required: the log grows only with the MAC of its end; stop the replicas of the old version');
    end`,
};

/**
 * Authentication of audit events: a MAC beside the hashed text, made with a key that is not in the database.
 *
 * Events from before have none. `audit_log.legacy_until` says up to which row that holds, until the sequencer has numbered them
 * and recorded `log.upgraded`.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!knex.client.config.client.includes('sqlite')) {
    // In the order of the sequencer, which may run meanwhile: the other way round the two could wait for each other.
    await knex.raw(
      'lock table audit_log, audit_events in access exclusive mode',
    );
  }
  await knex.schema.alterTable('audit_events', table => {
    table
      .string('mac', 44)
      .nullable()
      .comment('HMAC-SHA-256 of log origin, zero byte and body, in base64');
    table.string('mac_key_id', 40).nullable();
    table
      .string('set_aside_at', 30)
      .nullable()
      .comment('When the sequencer refused to number it');
    table.string('set_aside_reason', 40).nullable();
  });
  await knex.schema.alterTable('audit_log', table => {
    table
      .bigInteger('legacy_until')
      .nullable()
      .comment('Highest insert_id without a MAC; null once upgraded');
    table.string('mac', 44).nullable().comment('MAC of size and root');
    table.string('mac_key_id', 40).nullable();
  });
  // The first statement waited for every transaction that writes events, so none of them is missed here.
  const newest = await knex('audit_events').max({ id: 'insert_id' }).first();
  const legacyUntil = Number(newest?.id ?? 0);
  await knex('audit_log').update({ legacy_until: legacyUntil });

  await knex.raw(`create index audit_events_waiting on audit_events (insert_id)
    where sequence is null and set_aside_at is null`);
  await knex.raw(`create index audit_events_set_aside on audit_events (set_aside_at)
    where set_aside_at is not null`);
  // Finds an event that the tree holds already.
  await knex.raw(
    'create index audit_nodes_leaf on audit_nodes (hash) where level = 0',
  );

  if (knex.client.config.client.includes('sqlite')) {
    for (const trigger of Object.values(SQLITE_TRIGGERS)) {
      await knex.raw(trigger);
    }
    return;
  }
  // With the number of the row in it, so that events from before can still be numbered.
  await knex.raw(`alter table audit_events add constraint audit_events_mac_required
    check ((mac is not null and mac_key_id is not null) or insert_id <= ${legacyUntil}) not valid`);
  await knex.raw(`create function audit_log_mac_required() returns trigger language plpgsql as $$
    begin
      raise exception 'audit_log_mac_required: the log grows only with the MAC of its end; stop the replicas of the old version';
    end $$`);
  await knex.raw(`create trigger audit_log_mac_required before update on audit_log for each row
    when (new.size > old.size and new.mac is not distinct from old.mac)
    execute function audit_log_mac_required()`);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  if (knex.client.config.client.includes('sqlite')) {
    for (const name of Object.keys(SQLITE_TRIGGERS)) {
      await knex.raw(`drop trigger ${name}`);
    }
  } else {
    await knex.raw('drop trigger audit_log_mac_required on audit_log');
    await knex.raw('drop function audit_log_mac_required()');
    await knex.raw(
      'alter table audit_events drop constraint audit_events_mac_required',
    );
  }
  for (const index of [
    'audit_events_waiting',
    'audit_events_set_aside',
    'audit_nodes_leaf',
  ]) {
    await knex.raw(`drop index ${index}`);
  }
  await knex.schema.alterTable('audit_log', table => {
    table.dropColumns('legacy_until', 'mac', 'mac_key_id');
  });
  await knex.schema.alterTable('audit_events', table => {
    table.dropColumns('mac', 'mac_key_id', 'set_aside_at', 'set_aside_reason');
  });
};
