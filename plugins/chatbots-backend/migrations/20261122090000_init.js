// @ts-check

/**
 * The registry, the governance of promotions and the audit log.
 *
 * Instants are RFC 3339 texts in UTC with milliseconds on every engine: they sort as texts, and SQLite and PostgreSQL
 * give back what was written. JSON is kept as text for the same reason, and because some of it is hashed as it stands.
 * `open_key` columns are unique while a row is open and null afterwards, so the database itself refuses a second one.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('people', table => {
    table.comment(
      'Pseudonyms of people in the audit log; erasing the ref keeps the log intact',
    );
    table.string('pseudonym', 36).primary();
    table
      .string('user_ref', 255)
      .nullable()
      .unique()
      .comment('Null once erased');
    table.string('created_at', 30).notNullable();
  });

  await knex.schema.createTable('chatbots', table => {
    table.comment(
      'Registered chatbots; owner, risk class and repository are decided here and nowhere else',
    );
    table.string('name', 50).primary();
    table.string('namespace', 63).notNullable();
    table.string('title', 100).notNullable();
    table.text('purpose').nullable();
    table.string('owner', 200).notNullable().index();
    table.string('risk_class', 40).notNullable();
    table.string('repository_host', 200).notNullable();
    table
      .string('repository_id', 200)
      .notNullable()
      .comment('Immutable id given by the host');
    table.string('repository_owner_id', 200).nullable();
    table.string('repository_url', 2000).notNullable().comment('For display');
    table.boolean('demo').notNullable().defaultTo(false);
    table.string('created_at', 30).notNullable();
    table.string('updated_at', 30).notNullable();
    table.unique(['repository_host', 'repository_id'], {
      indexName: 'chatbots_repository',
    });
  });

  await knex.schema.createTable('pipeline_tokens', table => {
    table.comment(
      'Credentials that may report for one chatbot; only the SHA-256 of the value is kept',
    );
    table.string('id', 36).primary();
    table.string('chatbot', 50).notNullable().references('chatbots.name');
    table.string('kind', 10).notNullable().comment('stored or exchanged');
    table.string('purpose', 100).notNullable();
    table
      .string('prefix', 16)
      .notNullable()
      .comment('First characters of the value, to recognise it');
    table.string('token_hash', 64).notNullable().unique();
    table
      .text('origin')
      .nullable()
      .comment('JSON: verified claims, for an exchanged token');
    table.string('created_by', 255).notNullable();
    table.string('created_at', 30).notNullable();
    table.string('expires_at', 30).notNullable();
    table.string('last_used_at', 30).nullable();
    table.string('revoked_at', 30).nullable();
    table.index(['chatbot', 'created_at'], 'pipeline_tokens_chatbot');
  });

  await knex.schema.createTable('model_versions', table => {
    table.comment('Immutable bundles, addressed by digest');
    table.string('id', 36).primary();
    table.string('chatbot', 50).notNullable().references('chatbots.name');
    table.string('version', 63).notNullable();
    table
      .integer('ordinal')
      .notNullable()
      .comment('From 1 by chatbot, in order of report');
    table.string('digest', 64).notNullable();
    table
      .text('bundle')
      .notNullable()
      .comment('Canonical JSON that the digest is over');
    table.text('model_card').nullable().comment('JSON');
    table
      .text('commits')
      .notNullable()
      .comment('JSON: newest commits reachable from the source commit');
    table.text('run').notNullable().comment('JSON');
    table
      .text('origin')
      .notNullable()
      .comment('JSON: how the reporter proved who it is');
    table.boolean('demo').notNullable().defaultTo(false);
    table.string('reported_at', 30).notNullable();
    table.unique(['chatbot', 'version'], { indexName: 'model_versions_name' });
    table.unique(['chatbot', 'ordinal'], {
      indexName: 'model_versions_ordinal',
    });
  });

  await knex.schema.createTable('prompt_texts', table => {
    table.comment(
      'Texts of prompts for reading and comparing, by digest and chatbot',
    );
    table.string('chatbot', 50).notNullable().references('chatbots.name');
    table.string('digest', 64).notNullable();
    table.text('text').notNullable();
    table.primary(['chatbot', 'digest']);
  });

  await knex.schema.createTable('evaluations', table => {
    table.comment('Runs of a suite over a dataset against one model version');
    table.string('id', 36).primary();
    table.string('chatbot', 50).notNullable().references('chatbots.name');
    table
      .string('version_id', 36)
      .notNullable()
      .references('model_versions.id');
    table.string('version', 63).notNullable();
    table
      .string('digest', 64)
      .notNullable()
      .comment('Digest of the model version');
    table.string('suite', 100).notNullable();
    table.string('dataset_name', 100).notNullable();
    table.string('dataset_revision', 100).notNullable();
    table.string('dataset_digest', 64).notNullable();
    table.string('judge_name', 100).notNullable();
    table.string('judge_kind', 20).notNullable();
    table.string('judge_digest', 64).notNullable();
    table
      .string('deployment_id', 36)
      .nullable()
      .comment('Set when it tested a running deployment');
    table.string('stage', 40).nullable();
    table
      .string('identity_digest', 64)
      .notNullable()
      .unique()
      .comment('What makes two reports the same one');
    table
      .string('content_digest', 64)
      .notNullable()
      .comment('Over everything reported');
    table.integer('sample_count').notNullable();
    table.text('run').notNullable().comment('JSON');
    table.text('origin').notNullable().comment('JSON');
    table.boolean('demo').notNullable().defaultTo(false);
    table.string('started_at', 30).notNullable();
    table.string('finished_at', 30).notNullable();
    table.string('reported_at', 30).notNullable();
    table.index(['chatbot', 'reported_at', 'id'], 'evaluations_chatbot');
    table.index(['version_id', 'suite', 'reported_at'], 'evaluations_version');
  });

  await knex.schema.createTable('evaluation_metrics', table => {
    table
      .string('evaluation_id', 36)
      .notNullable()
      .references('evaluations.id');
    table.string('name', 100).notNullable();
    table.double('value').notNullable();
    table.string('direction', 20).notNullable();
    table.string('unit', 20).nullable();
    table.integer('sample_count').notNullable();
    table.double('standard_deviation').nullable();
    table.integer('position').notNullable();
    table.primary(['evaluation_id', 'name']);
  });

  await knex.schema.createTable('evaluation_slices', table => {
    table
      .string('evaluation_id', 36)
      .notNullable()
      .references('evaluations.id');
    table.string('metric', 100).notNullable();
    table.string('slice', 100).notNullable();
    table.double('value').notNullable();
    table.integer('sample_count').notNullable();
    table.primary(['evaluation_id', 'metric', 'slice']);
  });

  await knex.schema.createTable('evaluation_samples', table => {
    table
      .string('evaluation_id', 36)
      .notNullable()
      .references('evaluations.id');
    table.string('sample_id', 100).notNullable();
    table.integer('position').notNullable().comment('Failed first');
    table.string('slice', 100).nullable();
    table.text('scores').notNullable().comment('JSON: score by metric');
    table.boolean('passed').nullable();
    table.text('input').nullable();
    table.text('expected').nullable();
    table.text('output').nullable();
    table.primary(['evaluation_id', 'sample_id']);
    table.unique(['evaluation_id', 'position'], {
      indexName: 'evaluation_samples_position',
    });
  });

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
    'chatbot_summaries',
    'stages',
    'deployment_steps',
    'deployments',
    'permits',
    'decisions',
    'promotions',
    'policy_approvals',
    'policies',
    'evaluation_samples',
    'evaluation_slices',
    'evaluation_metrics',
    'evaluations',
    'prompt_texts',
    'model_versions',
    'pipeline_tokens',
    'chatbots',
    'people',
  ]) {
    await knex.schema.dropTable(table);
  }
};
