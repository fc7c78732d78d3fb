// @ts-check

/**
 * What searches look in: folded words, written by the application with each row. The first start fills in what rows of before are
 * found by.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const isPostgres = knex.client.config.client === 'pg';
  await knex.schema.createTable('search_words', table => {
    table.comment('Folded words that searches match from their beginning');
    table
      .string('list', 60)
      .notNullable()
      .comment('`chatbots`, or `versions/` and the name of a chatbot');
    // Only by bytes do the words with one beginning follow each other, whatever the locale of the database.
    table
      .specificType('word', `varchar(100)${isPostgres ? ' collate "C"' : ''}`)
      .notNullable();
    table
      .string('subject', 50)
      .notNullable()
      .comment('Name of the chatbot, or id of the version');
    table.primary(['list', 'word', 'subject']);
    table.index(['subject'], 'search_words_subject');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('search_words');
};
