const statements = [
  'CallExpression[callee.name=/^(knex|db|trx|tx)$/]',
  'CallExpression[callee.property.name=/^(knex|db|raw|batchInsert)$/]',
].map(selector => ({
  selector,
  message: 'Statements stand in src/database, in the file of their table.',
}));

// `Date` moves 30 February to March and makes an invalid date of a leap second. Numbers of milliseconds are no texts.
const instants = [
  'CallExpression[callee.object.name="Date"][callee.property.name="parse"]',
  'NewExpression[callee.name="Date"][arguments.0.type=/^(Identifier|MemberExpression|Literal|TemplateLiteral)$/]',
  'CallExpression[callee.object.name="DateTime"][callee.property.name=/^from(ISO|RFC2822|HTTP|SQL|Format)$/]',
].map(selector => ({
  selector,
  message:
    'Instants are read by readInstant and millisOf of src/database/Clock.',
}));

// Read with replacements, two files have one text, and one digest.
const texts = [
  'CallExpression[callee.name=/^readFile(Sync)?$/][arguments.1.value=/^utf-?8$/]',
  'CallExpression[callee.property.name="toString"][arguments.0.value=/^utf-?8$/]',
].map(selector => ({
  selector,
  message: 'Texts are read by textOf and readTextFile of transparency-log.',
}));

// In another case it is the same person, who could else approve twice.
const people = [
  'MemberExpression[property.name="userEntityRef"]',
  'ObjectPattern > Property[key.name="userEntityRef"]',
].map(selector => ({
  selector,
  message: 'People are read by userRefOf of src/authorization.',
}));

module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  restrictedSrcSyntax: [...statements, ...instants, ...texts, ...people],
  overrides: [
    {
      files: ['src/database/**'],
      excludedFiles: ['**/*.test.*'],
      rules: { 'no-restricted-syntax': ['error', ...instants, ...texts] },
    },
  ],
});
