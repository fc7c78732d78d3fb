import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, tail } from './run.mjs';

/** Tools that may be missing without failing, from ALLOW_MISSING. */
export function allowedMissing(env = process.env) {
  return (env.ALLOW_MISSING ?? '').split(/[\s,]+/).filter(Boolean);
}

/** The full path of the first of these commands that is on the PATH. */
export function findCommand(commands, path = process.env.PATH ?? '') {
  for (const command of commands) {
    for (const folder of path.split(delimiter)) {
      const file = join(folder, command);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // not in this folder
      }
    }
  }
  return undefined;
}

/** Two lanes may miss a tool at the same time, and apt lets one in at a time. */
let installing = Promise.resolve();

function install(aptPackage) {
  installing = installing.then(() => installAlone(aptPackage));
  return installing;
}

async function installAlone(aptPackage) {
  if (process.getuid?.() !== 0 || !findCommand(['apt-get'])) {
    return '';
  }
  const update = await run('apt-get', ['update']);
  const added = await run('apt-get', [
    'install',
    '-y',
    '--no-install-recommends',
    aptPackage,
  ]);
  return added.code === 0 ? '' : tail(`${update.output}${added.output}`);
}

/**
 * What a lane reports when a tool is missing: red, unless ALLOW_MISSING names it.
 */
export function missingTool({ name, what = name, remedy, output = '' }) {
  return allowedMissing().includes(name)
    ? { passed: 0, failed: 0, remark: `not run: ${what} is missing` }
    : {
        passed: 0,
        failed: 1,
        remark: `${what} is missing`,
        output: `${what} is missing: ${remedy}, or name ${name} in ALLOW_MISSING\n${output}`,
      };
}

/**
 * Finds a system tool, or installs it where that is possible without asking:
 * `{ file }`, or `{ missing }` with the result that the lane has then. `name` is
 * what ALLOW_MISSING calls what is lost without it.
 */
export async function ensureTool({ name, what, commands, aptPackage }) {
  const found = findCommand(commands);
  if (found) {
    return { file: found };
  }
  const output = await install(aptPackage);
  const file = findCommand(commands);
  if (file) {
    return { file };
  }
  const remedy = `install it (on Debian: apt-get install ${aptPackage})`;
  return { missing: missingTool({ name, what, remedy, output }) };
}
