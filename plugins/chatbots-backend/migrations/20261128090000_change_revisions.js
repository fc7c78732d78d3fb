/**
 * Revisions of the change feed's cursors, by which those who follow it for one consumer notice one another.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('change_cursors', table => {
    table
      .bigInteger('revision')
      .notNullable()
      .defaultTo(0)
      .comment('Grows with every acknowledgement');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('change_cursors', table => {
    table.dropColumn('revision');
  });
};
