import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOGS, ROOT } from './paths.mjs';
import { reasonIn } from './reasonIn.mjs';

const GRACE_MS = 8_000;
const running = new Set();

/**
 * Starts a long-running process whose output goes to a log file. Returns
 * `{ name, logFile, ended, hasEnded }`; `ended` resolves with a sentence.
 */
export function startChild({ name, command, args, env, cwd = ROOT }) {
  mkdirSync(LOGS, { recursive: true });
  const logFile = join(LOGS, `${name}.log`);
  const log = createWriteStream(logFile, { flags: 'w' });
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });

  const entry = { name, logFile, child, hasEnded: false };
  entry.ended = new Promise(resolve => {
    const end = how => {
      entry.hasEnded = true;
      running.delete(entry);
      log.end(() => resolve(`The ${name} ${how}`));
    };
    child.once('error', error =>
      end(`could not be started (${error.message})`),
    );
    child.once('close', (code, signal) =>
      end(signal ? `was stopped by ${signal}` : `ended with code ${code}`),
    );
  });
  running.add(entry);
  return entry;
}

/** What a child's log says about its end, for a message. */
export function lastWords(entry) {
  try {
    return reasonIn(readFileSync(entry.logFile, 'utf8'));
  } catch {
    return '';
  }
}

/** Asks every child to stop, waits a little, then insists. By process id only. */
export async function stopChildren() {
  const entries = [...running];
  for (const { child } of entries) {
    child.kill('SIGTERM');
  }
  const timer = setTimeout(() => {
    for (const { child } of entries) {
      child.kill('SIGKILL');
    }
  }, GRACE_MS);
  await Promise.all(entries.map(entry => entry.ended));
  clearTimeout(timer);
}
