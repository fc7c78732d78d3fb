// @ts-check

/**
 * Finds events by what they are about: decisions, permits and activations count only what the log bears out.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('audit_events', table => {
    table.index(['subject_id', 'type'], 'audit_events_subject');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('audit_events', table => {
    table.dropIndex(['subject_id', 'type'], 'audit_events_subject');
  });
};
