import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { NODE_MODULES, ROOT } from './paths.mjs';
import { run } from './run.mjs';
import { ensureToolchain } from './toolchain.mjs';

const BACKEND = 'plugins/chatbots-backend/src';
const SCOPE = '@chatbot-portal/backstage-plugin';

/** `folder` imports `imported` the wrong way, and `rule` has to say so. */
const FORBIDDEN = [
  ['registry', '../governance', 'registry-knows-no-governance'],
  ['registry', '../authorization', 'registry-knows-no-governance'],
  ['registry', '../views', 'registry-knows-no-governance'],
  ['registry', '../followers', 'registry-knows-no-governance'],
  ['governance', '../views', 'governance-below-views'],
  ['governance', '../followers', 'governance-below-views'],
  ['governance', '../authorization', 'governance-below-views'],
  ['views', '../database/UnitOfWork', 'views-write-nothing'],
  ['views', '../registry', 'views-write-nothing'],
  ['views', '../governance/promotions/PromotionService', 'views-write-nothing'],
  ['views', '../authorization', 'views-below-authorization'],
  ['views', '../router/createRouter', 'views-below-authorization'],
  ['audit', '../registry', 'audit-knows-no-area'],
  ['audit', '../governance', 'audit-knows-no-area'],
  ['audit', '../views', 'audit-knows-no-area'],
  ['audit/fsck', '../../records/promotions', 'fsck-judges-alone'],
  ['audit/fsck', `${SCOPE}-chatbots-governance`, 'fsck-judges-alone'],
  ['followers', '../authorization', 'followers-ask-nobody-above'],
  ['followers', '../router/createRouter', 'followers-ask-nobody-above'],
  ['router', '../database/UnitOfWork', 'router-asks-services'],
  ['authorization', '../router/createRouter', 'authorization-below-router'],
  ['records', '../governance', 'shared-below-areas'],
  ['database', '../registry', 'database-at-the-bottom'],
  ['database', '../records/promotions', 'database-at-the-bottom'],
].map(([folder, imported, rule]) => [`${BACKEND}/${folder}`, imported, rule]);

FORBIDDEN.push(
  [
    'plugins/chatbots-common/src',
    `${SCOPE}-chatbots-node`,
    'common-knows-the-log-only',
  ],
  [
    'plugins/chatbots-common/src',
    `${SCOPE}-chatbots-governance`,
    'common-knows-the-log-only',
  ],
  [
    'plugins/chatbots-governance/src',
    `${SCOPE}-chatbots-node`,
    'governance-rules-know-common-only',
  ],
  ['plugins/chatbots-governance/src', 'node:fs', 'pure-packages-have-no-io'],
  [
    'packages/transparency-log/src',
    `${SCOPE}-chatbots-common`,
    'log-knows-nobody',
  ],
  [
    'plugins/chatbots/src',
    `${SCOPE}-chatbots-node`,
    'frontend-knows-no-backend',
  ],
  [
    'plugins/chatbots-backend-module-demo/src',
    `${SCOPE}-chatbots-backend`,
    'modules-know-no-plugin',
  ],
  [
    'plugins/scaffolder-backend-module-chatbots/src',
    `${SCOPE}-chatbots-backend-module-gitea`,
    'hosts-through-the-service',
  ],
  [
    'plugins/chatbots-backend/src',
    '@backstage/integration',
    'hosts-through-the-service',
  ],
);

/** The right way, so that a rule that forbids everything is found too. */
const ALLOWED = [
  ['router', '../authorization'],
  ['authorization', '../views'],
  ['authorization', '../governance'],
  ['followers', '../views'],
  ['views', '../governance/gates/GateService'],
  ['views', '../records/promotions'],
  ['governance', '../records/promotions'],
  ['governance', '../database/UnitOfWork'],
  ['registry', '../database/UnitOfWork'],
  ['audit', '../records/promotions'],
  ['audit/fsck', '../../database/promotions'],
].map(([folder, imported]) => [`${BACKEND}/${folder}`, imported]);

ALLOWED.push(
  ['plugins/chatbots-governance/src', `${SCOPE}-chatbots-common`],
  ['plugins/chatbots-common/src', '@chatbot-portal/transparency-log'],
  ['plugins/chatbots-backend-module-demo/src', `${SCOPE}-chatbots-node/alpha`],
  ['plugins/chatbots-backend-module-gitea/src', '@backstage/integration'],
);

const CASES = [...FORBIDDEN, ...ALLOWED].flatMap(([folder, imported, rule]) =>
  ['import type', 'import'].map(kind => ({ folder, imported, rule, kind })),
);

/** A copy of the sources, so that nobody who reads the checkout meanwhile sees the wrong imports. */
let copy;
/** Names of the broken rules by the file that breaks them. */
const broken = new Map();

before(async () => {
  copy = mkdtempSync(join(tmpdir(), 'layers-'));
  copySources();
  CASES.forEach((one, index) => {
    one.file = `${one.folder}/layersProbe${index}.ts`;
    writeFileSync(
      join(copy, one.file),
      one.kind === 'import'
        ? `import * as other from '${one.imported}';\nexport const probe = other;\n`
        : `import type * as other from '${one.imported}';\nexport type Probe = typeof other;\n`,
    );
  });
  const { node } = await ensureToolchain();
  const { output } = await run(
    node,
    [
      join(NODE_MODULES, 'dependency-cruiser/bin/dependency-cruiser.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
      // Only what the files themselves import: seconds instead of a minute.
      '--do-not-follow',
      '^(plugins|packages|node_modules)/',
      ...CASES.map(({ file }) => file),
    ],
    { cwd: copy },
  );
  for (const { from, rule } of JSON.parse(output).summary.violations) {
    broken.set(from, [...(broken.get(from) ?? []), rule.name]);
  }
});

after(() => rmSync(copy, { recursive: true, force: true }));

function copySources() {
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json']) {
    cpSync(join(ROOT, file), join(copy, file));
  }
  const scope = join(copy, 'node_modules/@chatbot-portal');
  mkdirSync(scope, { recursive: true });
  link('@backstage/cli');
  link('@backstage/integration');
  const folders = [
    'packages/transparency-log',
    ...readdirSync(join(ROOT, 'plugins')).map(plugin => `plugins/${plugin}`),
  ];
  for (const folder of folders) {
    const from = join(ROOT, folder);
    const manifest = join(from, 'package.json');
    if (existsSync(manifest)) {
      cpSync(from, join(copy, folder), {
        recursive: true,
        filter: path => !['node_modules', 'dist'].includes(basename(path)),
      });
      const { name } = JSON.parse(readFileSync(manifest, 'utf8'));
      symlinkSync(join(copy, folder), join(copy, 'node_modules', name));
    }
  }
}

function link(name) {
  mkdirSync(dirname(join(copy, 'node_modules', name)), { recursive: true });
  symlinkSync(join(NODE_MODULES, name), join(copy, 'node_modules', name));
}

for (const one of CASES) {
  const { folder, imported, rule, kind } = one;
  test(`${folder} may ${rule ? 'not ' : ''}${kind} ${imported}`, () => {
    assert.deepEqual(broken.get(one.file) ?? [], rule ? [rule] : []);
  });
}
