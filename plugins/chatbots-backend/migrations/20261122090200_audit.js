// @ts-check

/**
 * The audit log, and what must happen outside the database after a commit.
 *
 * Events are written without a number, in the transaction of the change; the sequencer numbers what is committed.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_events', table => {
    table.comment(
      'One fact each; `sequence` is given after commit, by the sequencer',
    );
    table.bigIncrements('insert_id').primary();
    table.string('id', 36).notNullable().unique();
    table.bigInteger('sequence').nullable().unique();
    table.string('type', 100).notNullable();
    table.string('chatbot', 50).nullable();
    table.string('subject_kind', 40).notNullable();
    table.string('subject_id', 200).notNullable();
    table.string('actor_kind', 10).notNullable();
    table.string('pseudonym', 36).nullable();
    table.string('occurred_at', 30).notNullable();
    table.string('recorded_at', 30).notNullable();
    table
      .text('body')
      .notNullable()
      .comment('The exact canonical text that is hashed');
    table.string('leaf_hash', 44).notNullable().comment('Base64');
    table.index(['chatbot', 'sequence'], 'audit_events_chatbot');
    table.index(['type', 'sequence'], 'audit_events_type');
    table.index(['pseudonym', 'sequence'], 'audit_events_person');
    table.index(['occurred_at', 'sequence'], 'audit_events_occurred');
    table.index(['recorded_at', 'sequence'], 'audit_events_recorded');
  });

  await knex.schema.createTable('audit_texts', table => {
    table.comment(
      'Free text beside the log: the hashed body holds a salted commitment to it',
    );
    table.string('event_id', 36).notNullable().references('audit_events.id');
    table.string('field', 40).notNullable();
    table.string('salt', 44).notNullable();
    table.text('text').notNullable();
    table.primary(['event_id', 'field']);
  });

  await knex.schema.createTable('audit_nodes', table => {
    table.comment('Roots of complete subtrees, RFC 6962');
    table.integer('level').notNullable();
    table.bigInteger('position').notNullable();
    table.string('hash', 44).notNullable().comment('Base64');
    table.primary(['level', 'position']);
  });

  await knex.schema.createTable('audit_log', table => {
    table.comment('One row: the sequencer locks it, so there is one leader');
    table.integer('id').primary();
    table.bigInteger('size').notNullable();
  });
  await knex('audit_log').insert({ id: 1, size: 0 });

  await knex.schema.createTable('audit_checkpoints', table => {
    table.bigInteger('size').primary();
    table.string('root_hash', 44).notNullable();
    table.text('note').notNullable().comment('C2SP signed note');
    table.string('signed_at', 30).notNullable();
  });

  await knex.schema.createTable('audit_anchors', table => {
    table.string('anchor', 100).notNullable();
    table.bigInteger('size').notNullable();
    table.string('anchored_at', 30).notNullable();
    table.primary(['anchor', 'size']);
  });

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

  await knex.schema.createTable('export_tickets', table => {
    table.comment(
      'One-time download links; only the SHA-256 of the ticket is kept',
    );
    table.string('ticket_hash', 64).primary();
    table.string('user_ref', 255).notNullable();
    table
      .text('request')
      .notNullable()
      .comment('JSON: range, format, checkpoint');
    table.string('expires_at', 30).notNullable();
    table.string('used_at', 30).nullable();
  });

  await knex.schema.createTable('change_cursors', table => {
    table.string('consumer', 50).primary();
    table.bigInteger('cursor').notNullable();
    table.string('updated_at', 30).notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'change_cursors',
    'export_tickets',
    'outbox',
    'audit_anchors',
    'audit_checkpoints',
    'audit_log',
    'audit_nodes',
    'audit_texts',
    'audit_events',
  ]) {
    await knex.schema.dropTable(table);
  }
};
