import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hashFiles } from './hashFiles.mjs';
import { installProblem, isCutOff } from './networkProblem.mjs';
import { NODE_MODULES, ROOT, TOOLCHAIN } from './paths.mjs';
import { checkDisk } from './preflight.mjs';
import { readStamp, removeStamp, writeStamp } from './stamp.mjs';
import { say } from './steps.mjs';
import { runYarn } from './toolchain.mjs';

/** Inside node_modules, so it goes when they go. */
const STAMP = join(NODE_MODULES, '.portal-install');
/** Outside, so it is still there when an install was cut off. */
const IN_PROGRESS = join(TOOLCHAIN, 'install-in-progress');

function manifests() {
  const folders = ['packages', 'plugins'].flatMap(parent =>
    readdirSync(join(ROOT, parent)).map(name => `${parent}/${name}`),
  );
  return [
    'package.json',
    'yarn.lock',
    '.yarnrc.yml',
    ...folders.map(folder => `${folder}/package.json`),
  ];
}

/** The first install takes minutes: says which part of it has begun. */
function reportPhase(chunk) {
  for (const [, phase] of String(chunk).matchAll(/┌ (Fetch|Link) step/g)) {
    say(phase === 'Fetch' ? '  downloading …' : '  linking and building …');
  }
}

/** Ends with the first download that failed: without a network, the patience for all of them adds up to a quarter of an hour. */
function runInstall(toolchain) {
  let yarn;
  return runYarn(toolchain, ['install', '--immutable'], {
    onStart: child => {
      yarn = child;
    },
    onOutput: chunk => {
      reportPhase(chunk);
      if (isCutOff(String(chunk))) {
        yarn.kill();
      }
    },
  });
}

/**
 * Installs the dependencies exactly as the lock file names them, unless that
 * was done already.
 */
export async function ensureInstalled(toolchain) {
  const wanted = hashFiles(manifests());
  const wasCutOff = existsSync(IN_PROGRESS);
  if (!wasCutOff && readStamp(STAMP) === wanted) {
    return 'up to date';
  }

  await checkDisk({ gibibytes: 4, what: 'the installation' });
  if (wasCutOff) {
    // Half-linked packages look complete to the linker. What was downloaded is
    // in Yarn's cache, where every file is checked, so little is lost.
    rmSync(NODE_MODULES, { recursive: true, force: true });
  }
  removeStamp(STAMP);
  writeStamp(IN_PROGRESS, wanted);
  const { code, output } = await runInstall(toolchain);
  if (code !== 0) {
    if (!output.includes('Link step')) {
      // It failed before it touched node_modules.
      removeStamp(IN_PROGRESS);
    }
    throw installProblem('Installing the dependencies', output);
  }
  writeStamp(STAMP, wanted);
  removeStamp(IN_PROGRESS);
  return wasCutOff ? 'afresh, the last one was interrupted' : undefined;
}
