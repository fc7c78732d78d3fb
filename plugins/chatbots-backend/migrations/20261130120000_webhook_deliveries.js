// @ts-check

/**
 * Event sinks: their cursors pause after a failure, and webhooks have targets and deliveries.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('follower_cursors', table => {
    table
      .integer('failures')
      .notNullable()
      .defaultTo(0)
      .comment('Failed attempts in a row at the next event');
    table
      .string('not_before', 30)
      .nullable()
      .comment('When the next event is tried again');
  });

  await knex.schema.createTable('webhook_targets', table => {
    table.comment('How delivery to each webhook of the configuration goes');
    table.string('id', 40).primary();
    table
      .string('url_digest', 64)
      .notNullable()
      .comment('SHA-256 of the address that the rest is about');
    table
      .string('gone_at', 30)
      .nullable()
      .comment('When it answered 410 Gone; nothing is sent from then on');
    table.string('failing_since', 30).nullable();
    table
      .string('claimed_by', 36)
      .nullable()
      .comment('The process that delivers to it');
    table.string('claimed_until', 30).nullable();
  });

  await knex.schema.createTable('webhook_deliveries', table => {
    table.comment('What is sent to webhooks, kept for 30 days');
    table.string('id', 36).primary();
    table.string('target', 40).notNullable();
    table.string('event_id', 36).notNullable();
    table.bigInteger('sequence').notNullable().comment('Number of the event');
    table.string('type', 100).notNullable();
    table.string('chatbot', 50).nullable();
    table
      .string('state', 10)
      .notNullable()
      .comment('pending, delivered or failed');
    table.string('created_at', 30).notNullable();
    table.integer('attempts').notNullable().defaultTo(0);
    table
      .integer('failures')
      .notNullable()
      .defaultTo(0)
      .comment('Failed attempts since it was made or asked for again');
    table.string('next_attempt_at', 30).nullable();
    table
      .string('give_up_at', 30)
      .notNullable()
      .comment('No attempt is made after it');
    table.string('last_attempt_at', 30).nullable();
    table.integer('response_status').nullable();
    table.string('problem', 40).nullable();
    table.text('body').nullable().comment('The text that was sent last');
    table
      .text('history')
      .notNullable()
      .defaultTo('[]')
      .comment('The last attempts; JSON');
    table.unique(['target', 'event_id'], {
      indexName: 'webhook_deliveries_event',
    });
    table.index(
      ['target', 'state', 'next_attempt_at'],
      'webhook_deliveries_due',
    );
    table.index(['created_at', 'id'], 'webhook_deliveries_list');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('webhook_deliveries');
  await knex.schema.dropTable('webhook_targets');
  await knex.schema.alterTable('follower_cursors', table => {
    table.dropColumn('not_before');
    table.dropColumn('failures');
  });
};
