import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again until the answer is yes. Throws when it never is. */
export async function eventually(
  what: string,
  isSo: () => Promise<boolean>,
  options: { every: number; within: number },
): Promise<void> {
  const end = performance.now() + options.within;
  while (!(await isSo())) {
    if (performance.now() > end) {
      throw new Error(`${what}: not within ${options.within / 1000} s`);
    }
    await sleep(options.every);
  }
}
