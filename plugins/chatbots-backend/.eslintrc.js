const message = 'Statements stand in src/database, in the file of their table.';

module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  restrictedSrcSyntax: [
    'CallExpression[callee.name=/^(knex|db|trx|tx)$/]',
    'CallExpression[callee.property.name=/^(knex|db|raw|batchInsert)$/]',
  ].map(selector => ({ selector, message })),
  overrides: [
    {
      files: ['src/database/**'],
      rules: { 'no-restricted-syntax': 'off' },
    },
  ],
});
