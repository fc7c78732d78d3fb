// @ts-check

/**
 * What the gates of versions said last, for pages: a follower keeps it, and no command reads it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('gate_evaluations', table => {
    table.comment(
      'Last evaluation of the gate of a version and stage; evaluated again after each change, never a source of truth',
    );
    table
      .string('version_id', 36)
      .notNullable()
      .references('model_versions.id');
    table.string('stage', 40).notNullable();
    table.primary(['version_id', 'stage']);
    table.string('chatbot', 50).notNullable().references('chatbots.name');
    table.string('verdict', 20).notNullable();
    table.text('checks').notNullable().comment('JSON, as the API shows them');
    table
      .text('approvals')
      .notNullable()
      .comment('JSON: what the rules ask of people');
    table.integer('policy_number').notNullable();
    table.string('rules_digest', 64).notNullable();
    table
      .string('revision', 40)
      .notNullable()
      .comment('Revision of the chatbot that was evaluated');
    table
      .bigInteger('at_sequence')
      .notNullable()
      .comment('Last number of the log that it takes into account; 0 for none');
    table.string('evaluated_at', 30).notNullable();
    table
      .string('valid_until', 30)
      .notNullable()
      .index()
      .comment('Earliest instant at which time alone can change the verdict');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('gate_evaluations');
};
