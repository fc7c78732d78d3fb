module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    {
      // Contract tests are exported: the modules that they are for run them.
      files: ['src/testUtils/**'],
      rules: {
        'jest/expect-expect': 'off',
        'jest/no-conditional-expect': 'off',
        'jest/no-export': 'off',
      },
    },
  ],
});
