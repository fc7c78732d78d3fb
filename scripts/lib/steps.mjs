import { performance } from 'node:perf_hooks';

/** Seconds with one decimal, as every summary prints them. */
export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Milliseconds since this command was started. */
export function elapsed() {
  return performance.now();
}

/** Prints one line with the time since the command was started. */
export function say(text) {
  process.stdout.write(`[${seconds(elapsed()).padStart(8)}] ${text}\n`);
}

/** A step that takes longer says that it has begun. */
const PATIENCE_MS = 1_000;

/**
 * Runs one step and prints what it did and how long that took. The step may
 * return a short remark for that line.
 */
export async function step(title, work) {
  const startedAt = elapsed();
  const timer = setTimeout(() => say(`${title} …`), PATIENCE_MS);
  const remark = await work().finally(() => clearTimeout(timer));
  const suffix = typeof remark === 'string' ? ` (${remark})` : '';
  say(`${title}: ${seconds(elapsed() - startedAt)}${suffix}`);
}
