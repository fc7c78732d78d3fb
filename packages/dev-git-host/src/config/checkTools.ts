import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { jobPath } from '../runner/npmEnvironment';

/** The oldest git that merges without a work tree (merge-tree --write-tree). */
const OLDEST_GIT = [2, 38] as const;

async function output(
  command: string,
  path: string,
): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(command, ['--version'], {
      env: { ...process.env, PATH: path },
      timeout: 20_000,
    });
    return stdout;
  } catch {
    return undefined;
  }
}

/** Tells in one line, with the remedy, which tool is missing or too old. @internal */
export async function checkTools(
  path: string = process.env.PATH ?? '',
): Promise<void> {
  const git = await output('git', path);
  if (git === undefined) {
    throw new Error('git is missing: install git 2.38 or newer');
  }
  const [, major, minor] = /(\d+)\.(\d+)/.exec(git) ?? [];
  const isOld =
    Number(major) < OLDEST_GIT[0] ||
    (Number(major) === OLDEST_GIT[0] && Number(minor) < OLDEST_GIT[1]);
  if (isOld) {
    throw new Error(
      `git ${major}.${minor} is too old: install git 2.38 or newer`,
    );
  }
  if (
    (await output('npm', path === process.env.PATH ? jobPath() : path)) ===
    undefined
  ) {
    throw new Error(
      'npm is missing: install Node.js with npm, pipelines run with it',
    );
  }
}
