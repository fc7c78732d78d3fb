// @ts-check

/**
 * Deploy workflows that the portal starts on the git host when a promotion is approved.
 *
 * The follower that asks for them begins behind what is numbered now: nothing starts for approvals of before.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('workflow_dispatches', table => {
    table.comment(
      'Requests to start the deploy workflow of a promotion, one for each attempt',
    );
    table.string('id', 36).primary();
    table.string('promotion_id', 36).notNullable().references('promotions.id');
    table.integer('attempt').notNullable().comment('1 for the first');
    table.unique(['promotion_id', 'attempt'], {
      indexName: 'workflow_dispatches_attempt',
    });
    table
      .string('approval_id', 36)
      .nullable()
      .unique()
      .comment('The event of the approval; null where a person asked');
    table
      .string('state', 10)
      .notNullable()
      .comment('requested, started or failed');
    table.string('requested_at', 30).notNullable();
    table
      .integer('tries')
      .notNullable()
      .defaultTo(0)
      .comment('How often a replica took it up');
    table
      .string('not_before', 30)
      .nullable()
      .comment('Until then it rests, or the replica that took it up has it');
    table.string('ended_at', 30).nullable();
    table.string('run_id', 100).nullable();
    table.text('run_url').nullable();
    table.string('reason_code', 50).nullable().comment('Why it failed');
    table.text('message').nullable().comment('The same for people');
    table.index(['state', 'not_before'], 'workflow_dispatches_due');
  });
  const log = await knex('audit_log').where({ id: 1 }).first('size');
  await knex('follower_cursors').insert({
    name: 'workflows',
    cursor: log?.size ?? 0,
    updated_at: new Date().toISOString(),
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex('follower_cursors').where({ name: 'workflows' }).delete();
  await knex.schema.dropTable('workflow_dispatches');
};
