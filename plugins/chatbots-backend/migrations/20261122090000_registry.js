// @ts-check

/**
 * The registry: who the chatbots are, what their pipelines built and what evaluations measured.
 *
 * Instants are RFC 3339 texts in UTC with milliseconds on every engine: they sort as texts, and SQLite and PostgreSQL
 * give back what was written. JSON is kept as text for the same reason, and because some of it is hashed as it stands.
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
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
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
