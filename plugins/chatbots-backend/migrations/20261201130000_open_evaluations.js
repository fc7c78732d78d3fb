// @ts-check

/**
 * Evaluations that are reported in parts, until they are complete or an hour has passed. Nothing reads them but what completes them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('open_evaluations', table => {
    table.comment('Evaluations of which parts are on their way');
    table
      .string('id', 36)
      .primary()
      .comment('Id that the evaluation will have');
    table.string('chatbot', 50).notNullable().references('chatbots.name');
    table.string('identity_digest', 64).notNullable().unique();
    table
      .text('report')
      .notNullable()
      .comment('JSON: the report without samples and slices, and its origin');
    table.integer('parts').notNullable();
    table.string('ends_at', 30).notNullable();
    table
      .string('completed_as', 36)
      .nullable()
      .comment('Id of the evaluation that it became');
    table.string('mac', 44).notNullable();
    table.string('mac_key_id', 40).notNullable();
    table.index(['chatbot'], 'open_evaluations_chatbot');
    table.index(['ends_at'], 'open_evaluations_end');
  });

  await knex.schema.createTable('evaluation_parts', table => {
    table.comment('Parts of evaluations that are on their way');
    table
      .string('evaluation_id', 36)
      .notNullable()
      .references('open_evaluations.id');
    table.integer('part').notNullable();
    table.string('digest', 64).notNullable();
    table.integer('samples').notNullable();
    table.integer('slices').notNullable();
    table.integer('bytes').notNullable();
    table
      .text('content')
      .nullable()
      .comment('JSON: samples and slices; null once complete');
    table.string('mac', 44).notNullable();
    table.string('mac_key_id', 40).notNullable();
    table.primary(['evaluation_id', 'part']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('evaluation_parts');
  await knex.schema.dropTable('open_evaluations');
};
