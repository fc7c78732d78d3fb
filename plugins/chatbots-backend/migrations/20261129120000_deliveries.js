// @ts-check

/**
 * Deliveries instead of the outbox: what happens outside the database follows the numbered log.
 *
 * Followers begin behind what is numbered now. What the outbox still held becomes a delivery.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!knex.client.config.client.includes('sqlite')) {
    // Waits for every transaction that writes messages, so none of them is missed here.
    await knex.raw('lock table outbox in access exclusive mode');
  }
  await knex.schema.createTable('follower_cursors', table => {
    table.comment(
      'How far each follower of the log came; whoever locks its row leads',
    );
    table.string('name', 50).primary();
    table.bigInteger('cursor').notNullable().comment('Events followed');
    table.string('updated_at', 30).notNullable();
  });
  const log = await knex('audit_log').where({ id: 1 }).first('size');
  const updatedAt = new Date().toISOString();
  await knex('follower_cursors').insert(
    ['changed', 'notifications'].map(name => ({
      name,
      cursor: log?.size ?? 0,
      updated_at: updatedAt,
    })),
  );

  await knex.schema.createTable('deliveries', table => {
    table.comment('What is told outside the database, tried until it arrives');
    table.bigIncrements('id').primary();
    table
      .string('message_id', 36)
      .notNullable()
      .comment('The event that it tells of, where it tells of one');
    table.string('topic', 100).notNullable();
    table
      .text('payload')
      .nullable()
      .comment('JSON; null where the event says everything');
    table.string('mac', 44).nullable().comment('MAC of the payload');
    table.string('mac_key_id', 40).nullable();
    table.string('created_at', 30).notNullable();
    table.integer('attempts').notNullable().defaultTo(0);
    table.string('not_before', 30).nullable();
    table.string('delivered_at', 30).nullable();
    table.unique(['message_id', 'topic'], { indexName: 'deliveries_message' });
    table.index(['delivered_at', 'id'], 'deliveries_pending');
  });
  await knex.raw(`insert into deliveries
      (message_id, topic, payload, created_at, attempts, not_before)
    select message_id, 'outbox.' || topic, payload, created_at, attempts, not_before
    from outbox where dispatched_at is null order by id`);
  await knex.schema.dropTable('outbox');
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.createTable('outbox', table => {
    table.comment('What must happen outside the database, at least once');
    table.bigIncrements('id').primary();
    table.string('message_id', 36).notNullable().unique();
    table.string('topic', 100).notNullable();
    table.text('payload').notNullable().comment('JSON');
    table.string('created_at', 30).notNullable();
    table.integer('attempts').notNullable().defaultTo(0);
    table.string('not_before', 30).nullable();
    table.string('dispatched_at', 30).nullable();
    table.index(['dispatched_at', 'id'], 'outbox_pending');
  });
  await knex.raw(`insert into outbox
      (message_id, topic, payload, created_at, attempts, not_before)
    select message_id, substr(topic, 8), payload, created_at, attempts, not_before
    from deliveries where delivered_at is null and topic like 'outbox.%' order by id`);
  await knex.schema.dropTable('deliveries');
  await knex.schema.dropTable('follower_cursors');
};
