module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // Everything is built into one file, so nothing is left to depend on.
    '@backstage/no-undeclared-imports': 'off',
  },
});
