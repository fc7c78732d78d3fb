/**
 * Who may import whom. Dependencies point one way:
 * app, backend -> plugins -> chatbots-node -> chatbots-common, and inside the
 * chatbots backend router -> authorization -> registry, governance, audit,
 * delivery -> database.
 */

const TESTS =
  '\\.test\\.tsx?$|[Ff]ixtures?\\.tsx?$|/(testing|__testUtils__|__fixtures__|dev)/';
/** Files that put services together: they know what they wrap. */
const WIRING =
  '/(create(Registry|Governance|Audit|Changes|Delivery)|RegistryServices)\\.ts$';
const BACKEND = 'plugins/chatbots-backend/src';
const backend = (...folders) => `^${BACKEND}/(${folders.join('|')})/`;

/** A rule that no file of `from` imports a file of `to`. */
const never = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from: { pathNot: TESTS, ...from },
  to,
});

module.exports = {
  forbidden: [
    never(
      'no-circular',
      'Two files that need each other are one file.',
      {},
      {
        circular: true,
        viaOnly: { dependencyTypesNot: ['type-only'] },
      },
    ),
    never(
      'resolvable',
      'Every import leads somewhere.',
      {},
      {
        couldNotResolve: true,
      },
    ),
    never(
      'common-knows-nobody',
      'chatbots-common is the bottom: pure rules that everybody shares.',
      { path: '^plugins/chatbots-common/' },
      { path: '^(packages|plugins/(?!chatbots-common/))' },
    ),
    never(
      'common-has-no-io',
      'The rules run in Node and in a browser; hashing and signatures are passed in.',
      { path: '^plugins/chatbots-common/src/' },
      { dependencyTypes: ['core'] },
    ),
    never(
      'node-knows-common-only',
      'Extension points must not depend on what they extend.',
      { path: '^plugins/chatbots-node/' },
      { path: '^(packages|plugins/(?!chatbots-(node|common)/))' },
    ),
    never(
      'frontend-knows-no-backend',
      'What runs in a browser must not reach code for a server.',
      { path: '^(packages/app|plugins/chatbots)/' },
      {
        path: '^(packages/backend|plugins/([^/]*-backend[^/]*|chatbots-node)/)',
      },
    ),
    never(
      'backend-knows-no-frontend',
      'A server needs no pages.',
      { path: '^(packages/backend|plugins/[^/]*-backend[^/]*)/' },
      { path: '^plugins/chatbots/' },
    ),
    never(
      'modules-know-no-plugin',
      'A module speaks to the chatbots plugin through common, node or its API.',
      { path: '^plugins/[^/]*-backend-module-[^/]*/' },
      { path: '^plugins/chatbots-backend/' },
    ),
    never(
      'plugins-know-no-packages',
      'Plugins are installed elsewhere, without these packages.',
      { path: '^plugins/' },
      { path: '^packages/' },
    ),
    never(
      'router-asks-services',
      'The router parses, authenticates, calls and serialises; it touches no table.',
      { path: backend('router') },
      { path: backend('database') },
    ),
    never(
      'authorization-below-router',
      'The check must not depend on who asks.',
      { path: backend('authorization') },
      { path: backend('router', 'actions') },
    ),
    never(
      'domain-below-authorization',
      'Rules hold whatever the caller may.',
      {
        path: backend('registry', 'governance', 'audit', 'delivery'),
        pathNot: `${TESTS}|${WIRING}`,
      },
      { path: backend('router', 'authorization', 'actions') },
    ),
    never(
      'database-at-the-bottom',
      'The transaction knows no rule.',
      { path: backend('database') },
      {
        path: backend(
          'router',
          'authorization',
          'registry',
          'governance',
          'audit',
          'delivery',
          'actions',
        ),
      },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules|dist|dist-types|generated|data)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['main', 'types'],
    },
  },
};
