import { setTimeout as sleep } from 'node:timers/promises';
import { lastWords } from './children.mjs';
import { Problem } from './Problem.mjs';

/**
 * Waits until an address answers 200. Fails at once when the process behind it
 * has ended.
 */
export async function waitFor({ url, headers, child, timeoutMs }) {
  const deadline = Date.now() + timeoutMs;
  let last = 'no answer';
  while (Date.now() < deadline) {
    if (child.hasEnded) {
      throw new Problem(
        `${await child.ended} before it was ready`,
        `read ${child.logFile}, which says\n${lastWords(child)}`,
      );
    }
    try {
      const response = await fetch(url, {
        headers,
        signal: AbortSignal.timeout(5_000),
      });
      await response.arrayBuffer();
      if (response.ok) {
        return;
      }
      last = `status ${response.status}`;
    } catch (error) {
      last = error.cause?.code ?? error.name;
    }
    await sleep(250);
  }
  throw new Problem(
    `The ${child.name} was not ready after ${timeoutMs / 1000} s (${last})`,
    `read ${child.logFile}, which says\n${lastWords(child)}`,
  );
}
