// @ts-check

/**
 * Governance: policies, promotions with their decisions and permits, deployments and what is live where.
 *
 * `open_key` columns are unique while a row is open and null afterwards, so the database itself refuses a second one.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('policies', table => {
    table.comment('Policies by number; at most one is active');
    table.increments('number').primary();
    table.string('state', 10).notNullable().index();
    table
      .string('active_key', 10)
      .nullable()
      .unique()
      .comment('`active` for the active one');
    table
      .string('digest', 64)
      .notNullable()
      .unique()
      .comment('SHA-256 of the text');
    table.text('text').notNullable();
    table.string('proposed_by', 255).nullable();
    table.string('proposed_at', 30).notNullable();
    table.string('activated_at', 30).nullable();
  });

  await knex.schema.createTable('policy_approvals', table => {
    table.integer('policy_number').notNullable().references('policies.number');
    table.string('user_ref', 255).notNullable();
    table.string('approved_at', 30).notNullable();
    table.primary(['policy_number', 'user_ref']);
  });

  await knex.schema.createTable('promotions', table => {
    table.comment(
      'Requests to bring one model version to one stage, with the facts they froze',
    );
    table.string('id', 36).primary();
    table.string('chatbot', 50).notNullable().references('chatbots.name');
    table
      .string('version_id', 36)
      .notNullable()
      .references('model_versions.id');
    table.string('version', 63).notNullable();
    table.string('digest', 64).notNullable();
    table.string('stage', 40).notNullable();
    table.string('strategy', 20).notNullable();
    table.string('state', 20).notNullable();
    table.string('state_reason', 100).nullable();
    table
      .string('open_key', 200)
      .nullable()
      .unique()
      .comment('chatbot, stage and version while open');
    table.text('binding').notNullable().comment('JSON: the frozen facts');
    table.string('binding_digest', 64).notNullable();
    table.string('replaces_version', 63).nullable();
    table.string('replaces_digest', 64).nullable();
    table.integer('policy_number').notNullable().references('policies.number');
    table.text('rules').notNullable().comment('JSON: the rules that resolved');
    table
      .text('requested_by')
      .notNullable()
      .comment('JSON: people the request counts as made by');
    table
      .text('contributors')
      .notNullable()
      .comment('JSON: authors and committers since the version replaced');
    table.string('requested_via', 10).notNullable();
    table.text('comment').nullable();
    table.text('summary').nullable().comment('One line: what changes');
    table
      .text('assessment')
      .notNullable()
      .comment('JSON: approvals by rule and what is missing, as last judged');
    table
      .text('gate')
      .notNullable()
      .comment('JSON: the checks, as last judged');
    table.boolean('demo').notNullable().defaultTo(false);
    table.string('requested_at', 30).notNullable();
    table.string('expires_at', 30).notNullable();
    table.string('approved_at', 30).nullable();
    table.string('updated_at', 30).notNullable();
    table.index(['chatbot', 'requested_at', 'id'], 'promotions_chatbot');
    table.index(['state', 'requested_at', 'id'], 'promotions_state');
  });

  await knex.schema.createTable('decisions', table => {
    table.string('id', 36).primary();
    table
      .string('promotion_id', 36)
      .notNullable()
      .references('promotions.id')
      .index();
    table.string('user_ref', 255).notNullable();
    table.string('outcome', 10).notNullable();
    table.string('binding_digest', 64).notNullable();
    table
      .string('active_key', 64)
      .nullable()
      .unique()
      .comment('Promotion, approver and digest while it counts, hashed');
    table.text('comment').nullable();
    table.string('decided_at', 30).notNullable();
    table.string('withdrawn_at', 30).nullable();
  });

  await knex.schema.createTable('permits', table => {
    table.comment('Signed single-use statements');
    table.string('id', 36).primary();
    table
      .string('promotion_id', 36)
      .notNullable()
      .unique()
      .references('promotions.id');
    table.text('envelope').notNullable().comment('DSSE envelope as issued');
    table.string('key_id', 64).notNullable();
    table.string('issued_at', 30).notNullable();
    table.string('expires_at', 30).notNullable();
    table.string('consumed_at', 30).nullable();
    table.string('idempotency_key', 200).nullable();
    table.string('deployment_id', 36).nullable();
  });

  await knex.schema.createTable('deployments', table => {
    table.string('id', 36).primary();
    table.string('chatbot', 50).notNullable().references('chatbots.name');
    table.string('stage', 40).notNullable();
    table
      .string('version_id', 36)
      .notNullable()
      .references('model_versions.id');
    table.string('version', 63).notNullable();
    table.string('digest', 64).notNullable();
    table
      .string('promotion_id', 36)
      .notNullable()
      .references('promotions.id')
      .index();
    table.string('strategy', 20).notNullable();
    table.string('state', 20).notNullable();
    table
      .string('open_key', 100)
      .nullable()
      .unique()
      .comment('chatbot and stage while open');
    table.integer('weight').notNullable();
    table.string('replaces_version', 63).nullable();
    table.string('fallback_digest', 64).nullable();
    table.text('approved_by').notNullable().comment('JSON');
    table.text('run').nullable().comment('JSON');
    table.text('message').nullable();
    table.string('started_at', 30).notNullable();
    table.string('finished_at', 30).nullable();
    table
      .string('ended_at', 30)
      .nullable()
      .comment('When another version took the stage over');
    table.index(['chatbot', 'stage', 'started_at', 'id'], 'deployments_stage');
  });

  await knex.schema.createTable('deployment_steps', table => {
    table
      .string('deployment_id', 36)
      .notNullable()
      .references('deployments.id');
    table.integer('sequence').notNullable();
    table.string('name', 100).notNullable();
    table.integer('weight').notNullable();
    table.string('status', 10).notNullable();
    table.text('message').nullable();
    table.string('reported_at', 30).notNullable();
    table.primary(['deployment_id', 'sequence']);
  });

  await knex.schema.createTable('stages', table => {
    table.comment('What is live where');
    table.string('chatbot', 50).notNullable().references('chatbots.name');
    table.string('stage', 40).notNullable();
    table
      .string('version_id', 36)
      .notNullable()
      .references('model_versions.id');
    table.string('version', 63).notNullable();
    table.string('digest', 64).notNullable();
    table
      .string('deployment_id', 36)
      .notNullable()
      .references('deployments.id');
    table.string('since', 30).notNullable();
    table.primary(['chatbot', 'stage']);
  });

  await knex.schema.createTable('chatbot_summaries', table => {
    table.comment(
      'What the model catalog sorts and filters by; recomputed after each change, never a source of truth',
    );
    table.string('chatbot', 50).primary().references('chatbots.name');
    table.string('latest_version', 63).nullable();
    table.string('next_stage', 40).nullable();
    table.string('verdict', 20).notNullable();
    table
      .text('failing')
      .notNullable()
      .comment('JSON: reasons of failing checks');
    table
      .text('quality')
      .nullable()
      .comment('JSON: headline metric over the newest versions');
    table.double('quality_value').nullable().index();
    table.string('refreshed_at', 30).notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'chatbot_summaries',
    'stages',
    'deployment_steps',
    'deployments',
    'permits',
    'decisions',
    'promotions',
    'policy_approvals',
    'policies',
  ]) {
    await knex.schema.dropTable(table);
  }
};
