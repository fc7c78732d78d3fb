// @ts-check

/**
 * Finds where a chatbot's history stands, by events of some types: each page asks it before it shows stored gates.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('audit_events', table => {
    table.index(
      ['chatbot', 'type', 'insert_id', 'sequence'],
      'audit_events_chatbot_types',
    );
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('audit_events', table => {
    table.dropIndex(
      ['chatbot', 'type', 'insert_id', 'sequence'],
      'audit_events_chatbot_types',
    );
  });
};
