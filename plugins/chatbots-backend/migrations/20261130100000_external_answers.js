// @ts-check

/**
 * What systems outside the portal are asked about promotions, and what they answer.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const log = await knex('audit_log').where({ id: 1 }).first('size');
  await knex('follower_cursors').insert({
    name: 'external-checks',
    // No promotion of before asked anybody.
    cursor: log?.size ?? 0,
    updated_at: new Date().toISOString(),
  });
  await knex.schema.createTable('external_requests', table => {
    table.comment('Outside systems to ask, tried until it was delivered');
    table
      .string('id', 40)
      .primary()
      .comment('Made from the three columns below: stable over retries');
    table.string('promotion_id', 36).notNullable();
    table.string('system', 40).notNullable();
    table
      .string('asked_digest', 64)
      .notNullable()
      .comment('Digest of the facts that it is asked about');
    table.string('created_at', 30).notNullable();
    table.integer('attempts').notNullable().defaultTo(0);
    table.string('not_before', 30).nullable();
    table.string('sent_at', 30).nullable();
    table.string('closed_at', 30).nullable();
    table.index(['closed_at', 'created_at'], 'external_requests_due');
  });
  await knex.schema.createTable('external_answers', table => {
    table.comment('Answers of outside systems; never changed');
    table.string('id', 36).primary();
    table
      .string('promotion_id', 36)
      .notNullable()
      .references('id')
      .inTable('promotions');
    table.string('system', 40).notNullable();
    table.string('asked_digest', 64).notNullable();
    table.string('status', 20).notNullable();
    table.text('link').nullable();
    table.text('reference').nullable();
    table.text('answered_by').nullable().comment("In the system's words");
    table.string('decided_at', 30).nullable();
    table.text('comment').nullable();
    table.string('message_id', 200).notNullable();
    table
      .string('sent_at', 30)
      .notNullable()
      .comment("By the system's clock, as it signed");
    table.string('answered_at', 30).notNullable();
    table.unique(['promotion_id', 'system', 'message_id'], {
      indexName: 'external_answers_message',
    });
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('external_answers');
  await knex.schema.dropTable('external_requests');
  await knex('follower_cursors').where({ name: 'external-checks' }).delete();
};
