import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for what happens by itself, and fails when it does not. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  milliseconds = 30_000,
): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await holds())) {
    if (Date.now() > end) {
      throw new Error(
        `What was waited for did not happen within ${milliseconds} ms`,
      );
    }
    await sleep(50);
  }
}
