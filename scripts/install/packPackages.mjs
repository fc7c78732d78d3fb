import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkoutFiles } from '../lib/files.mjs';
import { ROOT } from '../lib/paths.mjs';
import { mustRun } from './mustRun.mjs';

/**
 * Builds and packs every package that is published, as a release does:
 * `[{ name, location, readme, tarball, entries }]`, where entries are what may be
 * imported. Works in a copy, because packing
 * rewrites each `package.json` while it lasts, and somebody may be reading.
 * The types have to be compiled before.
 */
export async function packPackages({ folder, yarn }) {
  const copy = join(folder, 'checkout');
  const files = await copyCheckout(copy);
  await mustRun(
    'Building the packages',
    yarn,
    ['backstage-cli', 'repo', 'build'],
    {
      cwd: copy,
    },
  );

  const packages = [];
  for (const file of files) {
    if (!/^(packages|plugins)\/[^/]+\/package\.json$/.test(file)) {
      continue;
    }
    const manifest = JSON.parse(await readFile(join(copy, file), 'utf8'));
    if (!manifest.private) {
      const location = dirname(file);
      const tarball = join(folder, `${location.replace('/', '-')}.tgz`);
      await mustRun(
        `Packing ${manifest.name}`,
        yarn,
        ['pack', '--out', tarball],
        {
          cwd: join(copy, location),
        },
      );
      const readme = await readFile(join(ROOT, location, 'README.md'), 'utf8');
      packages.push({
        name: manifest.name,
        location,
        readme,
        tarball,
        entries: entriesOf(manifest),
      });
    }
  }
  return packages;
}

/** What a package exports to code: none of its data, and nothing of a program. */
function entriesOf({ name, types, exports = { '.': types } }) {
  return types
    ? Object.keys(exports)
        .filter(entry => entry !== './package.json')
        .map(entry => join(name, entry))
    : [];
}

async function copyCheckout(copy) {
  const files = (await checkoutFiles()).filter(file =>
    existsSync(join(ROOT, file)),
  );
  for (const file of files) {
    mkdirSync(join(copy, dirname(file)), { recursive: true });
    cpSync(join(ROOT, file), join(copy, file));
  }
  cpSync(join(ROOT, 'dist-types'), join(copy, 'dist-types'), {
    recursive: true,
  });
  mkdirSync(join(copy, '.yarn'));
  cpSync(
    join(ROOT, '.yarn/install-state.gz'),
    join(copy, '.yarn/install-state.gz'),
  );
  for (const location of ['', ...workspaces(files)]) {
    const modules = join(ROOT, location, 'node_modules');
    if (existsSync(modules)) {
      symlinkSync(modules, join(copy, location, 'node_modules'));
    }
  }
  return files;
}

function workspaces(files) {
  return files
    .filter(file => /^(packages|plugins)\/[^/]+\/package\.json$/.test(file))
    .map(dirname);
}
