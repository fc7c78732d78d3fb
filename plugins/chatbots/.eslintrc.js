// What people call things is asked of useNames: a name of links and of the API is no word of a page.
const names = [
  // In a sentence.
  'CallExpression[callee.name="t"] Property[key.name=/^(chatbot|owner|owners|group|groups)$/][shorthand=true]',
  'CallExpression[callee.name="t"] Property[key.name="chatbot"] > MemberExpression.value[property.name=/^(chatbot|name|chatbotRef)$/]',
  'CallExpression[callee.name="t"] Property[key.name=/^(owner|group)$/] > MemberExpression.value[property.name=/^(owner|group|ref|entityRef)$/]',
  // On a page.
  'JSXElement > JSXExpressionContainer > Identifier[name=/^(chatbot|owner|entityRef)$/]',
  'JSXElement > JSXExpressionContainer > MemberExpression[property.name=/^(chatbot|owner|entityRef)$/]',
  'JSXElement > JSXExpressionContainer > MemberExpression[object.name="chatbot"][property.name="name"]',
  'JSXElement > JSXExpressionContainer > MemberExpression[object.property.name="chatbot"][property.name="name"]',
].map(selector => ({
  selector,
  message:
    'Chatbots, groups and people are named by useNames, ChatbotLink, VersionLabel or EntityPersonLink.',
}));

module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    {
      // Backstage has a list of its own for these files, which takes the place of one for all.
      files: ['src/**/*.tsx', 'src/**/*.ts'],
      excludedFiles: [
        '**/*.test.*',
        'src/__testUtils__/**',
        // An address of nobody in the catalog stands as it is.
        'src/components/shared/EntityPersonLink.tsx',
      ],
      rules: { 'no-restricted-syntax': ['error', ...names] },
    },
    {
      // The harness is an app: it brings the stylesheet that apps bring.
      files: ['dev/**'],
      rules: { '@backstage/no-ui-css-imports-in-non-frontend': 'off' },
    },
  ],
});
