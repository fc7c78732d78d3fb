import {
  cpSync,
  existsSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { kitFolder } from '../text/kitFolder.ts';

/** Where a kit that was written out stands. */
const FOLDER = 'kit';
const NAME = '@chatbot-portal/chatbot-kit';
const PARTS = ['bin', 'fixture', 'portal', 'public', 'src', 'tsconfig.json'];

interface Manifest {
  workspaces?: string[];
  dependencies: Record<string, string>;
  [key: string]: unknown;
}

/**
 * `chatbot eject`: writes the kit's sources into the folder `kit`, as a workspace of the repository. What imports the kit stays as it
 * is; upgrades are the team's own business from then on.
 */
export function eject(root: string): void {
  const target = join(root, FOLDER);
  if (existsSync(target)) {
    throw new Error(`There is a folder ${FOLDER} already; nothing was written`);
  }
  for (const part of PARTS) {
    cpSync(join(kitFolder, part), join(target, part), { recursive: true });
  }
  const manifest = readManifest(join(kitFolder, 'package.json'));
  writeManifest(join(target, 'package.json'), {
    ...manifest,
    private: true,
    exports: {
      '.': './src/index.ts',
      './testing': './src/testing/index.ts',
      './package.json': './package.json',
    },
  });
  const own = readManifest(join(root, 'package.json'));
  addToTypes(root);
  const [, packed = ''] =
    /^file:(.+\.tgz)$/.exec(own.dependencies[NAME] ?? '') ?? [];
  writeManifest(join(root, 'package.json'), {
    ...own,
    workspaces: [...(own.workspaces ?? []), FOLDER],
    dependencies: { ...own.dependencies, [NAME]: `${manifest.version}` },
  });
  if (packed) {
    rmSync(join(root, packed), { force: true });
  }
  console.log(
    `The kit stands in ${FOLDER}/. Run npm install, then npm run ci, and commit both.`,
  );
}

/** Types are checked over the sources as well: some of them declare what packages of others do not. */
function addToTypes(root: string): void {
  const path = join(root, 'tsconfig.json');
  const config = JSON.parse(readFileSync(path, 'utf8')) as {
    include: string[];
  };
  config.include.push(`${FOLDER}/src`);
  writeFileSync(path, `${JSON.stringify(config, undefined, 2)}\n`);
}

function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(path, 'utf8')) as Manifest;
}

function writeManifest(path: string, manifest: Manifest): void {
  writeFileSync(path, `${JSON.stringify(manifest, undefined, 2)}\n`);
}
