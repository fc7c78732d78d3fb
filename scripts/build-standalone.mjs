/**
 * Builds the files that stand alone: those that every generated repository carries,
 * and the verifier that an auditor runs. With --check it only compares what is
 * committed with what would be built.
 */
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';

const root = fileURLToPath(new URL('..', import.meta.url));
const portalFolder = 'templates/chatbot/kit/portal';

const targets = [
  {
    entry: 'scripts/standalone/report.mjs',
    output: `${portalFolder}/report.mjs`,
    types: 'scripts/standalone/report.d.mts',
    about: 'Reports model versions, evaluations and deployments to the portal.',
    committed: true,
  },
  {
    entry: 'scripts/standalone/permit.mjs',
    output: `${portalFolder}/permit.mjs`,
    types: 'scripts/standalone/permit.d.mts',
    about: 'Fetches, verifies and consumes the permit of a promotion.',
    committed: true,
  },
  {
    entry: 'packages/audit-verifier/src/main.ts',
    output: 'packages/audit-verifier/dist/verify.mjs',
    digest: 'packages/audit-verifier/SHA256SUMS',
    about: 'Verifies audit exports offline.',
    shebang: true,
    committed: false,
  },
];

const check = process.argv.includes('--check');
let drifted = 0;
for (const target of targets) {
  const text = await bundle(target);
  const files = [
    { path: target.output, text, compare: target.committed },
    ...(target.types
      ? [
          {
            path: target.output.replace(/\.mjs$/, '.d.mts'),
            text: await readFile(join(root, target.types), 'utf8'),
            compare: true,
          },
        ]
      : []),
    ...(target.digest
      ? [
          {
            path: target.digest,
            text: `${createHash('sha256')
              .update(text)
              .digest('hex')}  verify.mjs\n`,
            compare: true,
          },
        ]
      : []),
  ];
  for (const file of files) {
    await settle(file);
  }
}
if (drifted > 0) {
  console.error('Run: node scripts/build-standalone.mjs');
  process.exitCode = 1;
}

async function settle({ path, text, compare }) {
  const absolute = join(root, path);
  if (!check) {
    await mkdir(dirname(absolute), { recursive: true });
    await writeFile(absolute, text, { mode: 0o644 });
    console.log(`${path}  ${text.length} characters`);
    return;
  }
  const present = await readFile(absolute, 'utf8').catch(() => undefined);
  if (compare && present !== text) {
    console.error(`${path} is not what its sources build`);
    drifted += 1;
  }
}

async function bundle({ entry, about, shebang }) {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    target: 'node20',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    tsconfigRaw: { compilerOptions: { target: 'ES2022' } },
  });
  const packages = await bundledPackages(result.metafile);
  const foreign = externalImports(result.metafile);
  if (foreign.length > 0) {
    throw new Error(`${entry} does not stand alone: ${foreign.join(', ')}`);
  }
  const [{ text }] = result.outputFiles;
  // The scaffolder renders the skeleton, and would take these for its own marks.
  if (/\$\{\{|\{[%#]/.test(text)) {
    throw new Error(`${entry} contains a mark of the template language`);
  }
  const header = [
    ...(shebang ? ['#!/usr/bin/env node'] : []),
    `// ${about} Part of Chatbot Portal, Apache-2.0.`,
    '// Built by scripts/build-standalone.mjs. Do not edit: checked for drift.',
    ...packages.map(line => `// Contains ${line}.`),
  ];
  // People read these files in their repositories, so they look like the rest.
  return prettier.format(`${header.join('\n')}\n${text}`, {
    ...(await prettier.resolveConfig(join(root, 'package.json'))),
    parser: 'babel',
  });
}

/** Imports left in the bundle that are not part of Node. */
function externalImports({ outputs }) {
  return Object.values(outputs)
    .flatMap(({ imports }) => imports.map(({ path }) => path))
    .filter(path => !path.startsWith('node:'));
}

/** Name, version and licence of each package whose code is in the bundle. */
async function bundledPackages({ outputs }) {
  const folders = new Set();
  for (const { inputs } of Object.values(outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(
        relative(root, join(root, path)).split(sep).join('/'),
      );
      if (match && bytesInOutput > 0) {
        folders.add(match[1]);
      }
    }
  }
  const lines = [];
  for (const folder of [...folders].sort()) {
    const { name, version, license } = JSON.parse(
      await readFile(join(root, folder, 'package.json'), 'utf8'),
    );
    lines.push(`${name} ${version} (${license})`);
  }
  return lines;
}
