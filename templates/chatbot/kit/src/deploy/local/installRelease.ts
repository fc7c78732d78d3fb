import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { extract } from 'tar';
import { sha256 } from '../../text/digest.ts';

/**
 * Unpacks an archive and installs the dependencies that its lock file names, once per lock file.
 *
 * @returns the folder to start the release in
 */
export async function installRelease(
  stateFolder: string,
  archivePath: string,
  archiveDigest: string,
): Promise<string> {
  const folder = join(stateFolder, 'releases', archiveDigest);
  if (existsSync(folder)) {
    return folder;
  }
  mkdirSync(join(stateFolder, 'releases'), { recursive: true });
  // Built beside and renamed: a killed job leaves no half release under the digest.
  const draft = mkdtempSync(join(stateFolder, 'releases', '.draft-'));
  await extract({ file: archivePath, cwd: draft, strict: true });
  symlinkSync(
    installDependencies(stateFolder, draft),
    join(draft, 'node_modules'),
  );
  renameSync(draft, folder);
  return folder;
}

function installDependencies(stateFolder: string, release: string): string {
  const present = [
    'package.json',
    'package-lock.json',
    '.npmrc',
    ...filesBelow(release, 'vendor'),
    ...filesBelow(release, 'kit'),
    ...layerManifests(release),
  ].filter(path => existsSync(join(release, path)));
  const key = sha256(
    present.map(path => sha256(readFileSync(join(release, path)))).join('\n'),
  );
  const folder = join(stateFolder, 'dependencies', key);
  if (existsSync(join(folder, 'node_modules'))) {
    return join(folder, 'node_modules');
  }
  mkdirSync(join(stateFolder, 'dependencies'), { recursive: true });
  const draft = mkdtempSync(join(stateFolder, 'dependencies', '.draft-'));
  for (const path of present) {
    cpSync(join(release, path), join(draft, path), { recursive: true });
  }
  execFileSync(
    'npm',
    ['ci', '--omit=dev', '--ignore-scripts', '--prefer-offline'],
    {
      cwd: draft,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    },
  );
  // npm makes no folder for no dependencies, and a missing one would be installed again.
  mkdirSync(join(draft, 'node_modules'), { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
  return join(folder, 'node_modules');
}

/** What the manifest names by a path: the packed kit, or the one that was written out. */
function filesBelow(release: string, folder: string): string[] {
  return existsSync(join(release, folder))
    ? readdirSync(join(release, folder), {
        recursive: true,
        withFileTypes: true,
      })
        .filter(entry => entry.isFile())
        .map(entry => relative(release, join(entry.parentPath, entry.name)))
        .sort()
    : [];
}

function layerManifests(release: string): string[] {
  const layers = join(release, 'layers');
  return existsSync(layers)
    ? readdirSync(layers)
        .sort()
        .map(name => `layers/${name}/package.json`)
    : [];
}
