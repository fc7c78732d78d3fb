module.exports = {
  root: true,
  parserOptions: { ecmaVersion: 2023, sourceType: 'module' },
  env: { es2023: true, node: true },
  extends: ['eslint:recommended'],
  ignorePatterns: ['node_modules', 'dist', 'data', '!.*.cjs'],
  overrides: [
    { files: ['*.js', '*.cjs'], parserOptions: { sourceType: 'script' } },
  ],
  rules: {
    curly: ['error', 'multi-line'],
    eqeqeq: 'error',
    'no-shadow': 'error',
    'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    'no-var': 'error',
    'prefer-const': 'error',
  },
};
