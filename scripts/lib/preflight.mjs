import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { DATA, ROOT } from './paths.mjs';
import { Problem } from './Problem.mjs';
import { run } from './run.mjs';
import { readRunning } from './runFile.mjs';

/** It merges without a work tree (`merge-tree --write-tree`) since 2.38. */
const GIT_MINIMUM = [2, 38];
const GIBIBYTE = 1024 ** 3;

/** The version in `git version 2.39.5 (…)`, as numbers. */
export function parseGitVersion(output) {
  const match = output.match(/^git version (\d+)\.(\d+)/);
  return match ? [Number(match[1]), Number(match[2])] : undefined;
}

/** Judges what `git --version` printed. The local git host is made of git. */
export function requireGit(output) {
  const wanted = GIT_MINIMUM.join('.');
  const version = parseGitVersion(output);
  if (!version) {
    throw new Problem(
      'git was not found',
      `install git ${wanted} or newer and start again`,
    );
  }
  const [major, minor] = version;
  const isOld =
    major < GIT_MINIMUM[0] ||
    (major === GIT_MINIMUM[0] && minor < GIT_MINIMUM[1]);
  if (isOld) {
    throw new Problem(
      `git ${major}.${minor} is too old`,
      `install git ${wanted} or newer and start again`,
    );
  }
  return `git ${major}.${minor}`;
}

/** Finds git and judges its version. */
export async function checkGit() {
  const { output } = await run('git', ['--version']);
  return requireGit(output);
}

function tryListen(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () =>
      server.close(resolve),
    );
  });
}

/** `variable` is what moves the port without editing a file. */
export async function checkPort({ port, name, variable }) {
  try {
    await tryListen(port);
  } catch (error) {
    const earlier = readRunning();
    const remedy =
      earlier.length > 0
        ? `an earlier start still runs, stop it with 'kill ${earlier.join(
            ' ',
          )}', or set ${variable} to another port`
        : `stop the program that listens there, or set ${variable} to another port`;
    if (error.code === 'EACCES') {
      throw new Problem(
        `Port ${port} for the ${name} is reserved by the system`,
        `set ${variable} to a port above 1023`,
      );
    }
    throw new Problem(`Port ${port} for the ${name} is taken`, remedy);
  }
}

/** Fails before a disk is full half-way through, not after. */
export async function checkDisk({ gibibytes, what }) {
  const { bavail, bsize } = await statfs(ROOT);
  const free = (bavail * bsize) / GIBIBYTE;
  if (free < gibibytes) {
    throw new Problem(
      `The disk has ${free.toFixed(
        1,
      )} GiB left and ${what} needs ${gibibytes} GiB`,
      `free some space on the disk of ${ROOT} and start again`,
    );
  }
  return `${free.toFixed(0)} GiB free, data in ${DATA}`;
}
