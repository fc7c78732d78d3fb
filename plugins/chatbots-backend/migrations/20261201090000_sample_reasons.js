// @ts-check

/**
 * Why a judge gave the scores of a sample. Samples of before have none.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('evaluation_samples', table => {
    table.text('reasons').nullable().comment('JSON: reason by metric');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('evaluation_samples', table => {
    table.dropColumn('reasons');
  });
};
