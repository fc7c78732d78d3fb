// @ts-check

/**
 * The name of the log, for the time before its first event says it: so that two replicas that name it differently are told apart
 * at their start.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('audit_log', table => {
    table
      .string('origin', 255)
      .nullable()
      .comment('Name of the log; set at the first start');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('audit_log', table => {
    table.dropColumn('origin');
  });
};
