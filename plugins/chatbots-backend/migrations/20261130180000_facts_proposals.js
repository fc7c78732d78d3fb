// @ts-check

/**
 * Proposals of a chatbot's owner, risk class and repository, which a second person accepts.
 *
 * Nobody accepted the classes of before: they count as the strictest until somebody does, and what was registered is kept
 * beside. Stored gates were evaluated by the old classes; they are evaluated anew.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('chatbots', table => {
    table
      .string('accepted_proposal', 36)
      .nullable()
      .comment(
        'The proposal whose facts are in force; null while nobody has accepted any, and then the risk class is the strictest',
      );
    table
      .string('registered_risk_class', 40)
      .nullable()
      .comment('The class asked for, while nobody has accepted one');
  });
  await knex('chatbots').update({
    registered_risk_class: knex.ref('risk_class'),
    risk_class: 'high',
  });
  await knex('gate_evaluations').delete();
  await knex.schema.createTable('facts_proposals', table => {
    table.comment(
      'What is proposed as the owner, risk class and repository of a chatbot, and what became of it',
    );
    table.string('id', 36).primary();
    table.string('chatbot', 50).notNullable().references('chatbots.name');
    table
      .string('state', 10)
      .notNullable()
      .comment('open, accepted, rejected or withdrawn');
    table
      .string('open_key', 50)
      .nullable()
      .unique()
      .comment('The chatbot while it is open: one waits at a time');
    table.string('owner', 200).notNullable();
    table.string('risk_class', 40).notNullable();
    table.string('repository_host', 200).notNullable();
    table.string('repository_id', 200).notNullable();
    table.string('repository_owner_id', 200).nullable();
    table.string('repository_url', 2000).notNullable();
    table.text('reason').nullable();
    table.string('proposed_by', 255).notNullable();
    table.string('proposed_at', 30).notNullable();
    table.string('decided_by', 255).nullable();
    table.string('decided_at', 30).nullable();
    table.text('comment').nullable();
    table.boolean('demo').notNullable().defaultTo(false);
    table.index(['chatbot', 'proposed_at'], 'facts_proposals_chatbot');
    table.index(['state', 'proposed_at'], 'facts_proposals_state');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('facts_proposals');
  await knex('chatbots')
    .whereNotNull('registered_risk_class')
    .update({ risk_class: knex.ref('registered_risk_class') });
  await knex('gate_evaluations').delete();
  await knex.schema.alterTable('chatbots', table => {
    table.dropColumn('accepted_proposal');
    table.dropColumn('registered_risk_class');
  });
};
