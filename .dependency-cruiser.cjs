/**
 * Who may import whom. Dependencies point one way:
 * app, backend -> plugins -> chatbots-node -> chatbots-governance ->
 * chatbots-common -> transparency-log, and inside the chatbots backend router -> authorization -> views, governance, registry, audit
 * -> records -> database. Type imports count. `scripts/lib/layers.test.mjs` tries
 * the rules.
 */

const TESTS =
  '\\.test\\.tsx?$|[Ff]ixtures?\\.tsx?$|/(testing|__testUtils__|__fixtures__|dev)/';
const BACKEND = 'plugins/chatbots-backend/src';
const backend = (...folders) => `^${BACKEND}/(${folders.join('|')})/`;
/** Folders of the backend that hold what the plugin does. */
const AREAS = backend(
  'router',
  'authorization',
  'views',
  'followers',
  'governance',
  'registry',
  'audit',
  'demo',
);

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
      'log-knows-nobody',
      'transparency-log is useful to anybody: it knows no word of this product.',
      { path: '^packages/transparency-log/' },
      { path: '^(packages/(?!transparency-log/)|plugins)' },
    ),
    never(
      'common-knows-the-log-only',
      'chatbots-common is what everybody may depend on.',
      { path: '^plugins/chatbots-common/' },
      {
        path: '^(packages/(?!transparency-log/)|plugins/(?!chatbots-common/))',
      },
    ),
    never(
      'governance-rules-know-common-only',
      'The pure rules take facts; they know no plugin that has them.',
      { path: '^plugins/chatbots-governance/' },
      {
        path: '^(packages/(?!transparency-log/)|plugins/(?!chatbots-(governance|common)/))',
      },
    ),
    never(
      'pure-packages-have-no-io',
      'They run in Node and in a browser; hashing and signatures are passed in.',
      {
        path: '^(plugins/chatbots-(common|governance)|packages/(transparency-log|pipeline-client))/src/',
        pathNot: `${TESTS}|^packages/transparency-log/src/(node\\.ts|testUtils/)`,
      },
      { dependencyTypes: ['core'] },
    ),
    never(
      'node-knows-common-only',
      'Extension points must not depend on what they extend.',
      { path: '^plugins/chatbots-node/' },
      {
        path: '^(packages/(?!transparency-log/)|plugins/(?!chatbots-(node|common|governance)/))',
      },
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
      'hosts-through-the-service',
      'Git hosts are asked through scmHostServiceRef: only the module of a kind knows its API.',
      { path: '^plugins/(?!chatbots-backend-module-gitea/)' },
      {
        path: '^plugins/chatbots-backend-module-gitea/|node_modules/@backstage/integration/',
      },
    ),
    never(
      'plugins-know-no-packages',
      'Plugins are installed elsewhere, with none of these packages but the one that is published.',
      { path: '^plugins/' },
      { path: '^packages/(?!transparency-log/)' },
    ),
    never(
      'router-asks-services',
      'The router parses, authenticates, calls and serialises; it touches no table.',
      { path: backend('router') },
      { path: backend('database', 'records', 'followers') },
    ),
    never(
      'authorization-below-router',
      'The check must not depend on who asks.',
      { path: backend('authorization') },
      { path: backend('router', 'followers') },
    ),
    never(
      'views-write-nothing',
      'Views join tables. Commands, and the unit of work that writes, are not for them; a gate without a stored evaluation is asked.',
      { path: backend('views') },
      {
        path: [
          backend('registry', 'governance', 'audit'),
          `^${BACKEND}/database/UnitOfWork\\.ts$`,
        ],
        pathNot: `^${BACKEND}/governance/gates/GateService\\.ts$`,
      },
    ),
    never(
      'views-below-authorization',
      'What is read does not depend on who asks.',
      { path: backend('views') },
      { path: backend('router', 'authorization', 'followers') },
    ),
    never(
      'governance-below-views',
      'A decision rests on facts, not on what a page shows of them.',
      { path: backend('governance') },
      {
        path: backend('router', 'authorization', 'views', 'followers'),
      },
    ),
    never(
      'registry-knows-no-governance',
      'The registry says what it needs to be told; governance answers.',
      { path: backend('registry') },
      {
        path: backend(
          'router',
          'authorization',
          'views',
          'followers',
          'governance',
        ),
      },
    ),
    never(
      'audit-knows-no-area',
      'The log and its check must hold whatever the areas become.',
      { path: backend('audit') },
      {
        path: backend(
          'router',
          'authorization',
          'views',
          'followers',
          'governance',
          'registry',
        ),
      },
    ),
    never(
      'fsck-judges-alone',
      'What decided and what was hashed is made again: a fault in the rules, or in what a writer hashes, must not hide itself.',
      { path: `^${BACKEND}/audit/fsck/` },
      {
        path: ['^plugins/chatbots-governance/', backend('records')],
      },
    ),
    never(
      'followers-ask-nobody-above',
      'What runs after commit runs for nobody.',
      { path: backend('followers') },
      { path: backend('router', 'authorization') },
    ),
    never(
      'shared-below-areas',
      'What the areas share must not know them.',
      { path: backend('records', 'people', 'keys') },
      { path: AREAS },
    ),
    never(
      'database-at-the-bottom',
      'The transaction knows no rule.',
      { path: backend('database') },
      { path: [AREAS, backend('records', 'people')] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Of what is installed, a rule speaks of the integrations alone.
    exclude: {
      path: [
        '(^|/)node_modules/(?!@backstage/integration/)',
        '^(?!.*node_modules/).*(^|/)(dist|dist-types|generated|data)/',
      ].join('|'),
    },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['main', 'types'],
    },
  },
};
