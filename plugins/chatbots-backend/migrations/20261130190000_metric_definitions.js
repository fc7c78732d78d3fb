// @ts-check

/**
 * What defines a metric: values of different definitions are not compared.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('evaluation_metrics', table => {
    table
      .string('definition_digest', 64)
      .nullable()
      .comment('SHA-256 of what defines the metric, as the report tells it');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('evaluation_metrics', table => {
    table.dropColumn('definition_digest');
  });
};
