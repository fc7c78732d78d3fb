import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATA } from './paths.mjs';

const FILE = join(DATA, 'running.json');

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch {
    return false;
  }
}

function write(pids) {
  mkdirSync(DATA, { recursive: true });
  writeFileSync(FILE, `${JSON.stringify(pids)}\n`);
}

/** The process ids of an earlier start on this data folder that still live. */
export function readRunning() {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8')).filter(isAlive);
  } catch {
    return [];
  }
}

/** Notes that this process runs on this data folder, until it ends. */
export function claimRunning() {
  write([process.pid]);
  process.once('exit', () => rmSync(FILE, { force: true }));
}

/** Notes the processes started here: they may outlive this one if it is killed. */
export function noteChildren(pids) {
  write([process.pid, ...pids]);
}
