import { setTimeout as sleep } from 'node:timers/promises';
import { cutText } from '../text/cutText.ts';

/** Waits before the next attempt; a test passes the time itself. */
export type Pause = (milliseconds: number) => Promise<unknown>;

/** How long to wait after each attempt that failed; there is one more attempt than entries. */
const WAITS = [1_000, 4_000];

/** What came of it: the value, or the words of the last error. */
export type Attempted<T> = { value: T } | { failure: string };

/**
 * Does something that others may fail at for a moment, such as a provider, up to three times. An error that says when to come
 * back (`retryAfterSeconds`) is obeyed, up to a minute.
 */
export async function attempt<T>(
  action: () => Promise<T>,
  pause: Pause = milliseconds => sleep(milliseconds),
): Promise<Attempted<T>> {
  for (let failed = 0; ; failed++) {
    try {
      return { value: await action() };
    } catch (error) {
      const wait = WAITS[failed];
      if (wait === undefined) {
        const message = error instanceof Error ? error.message : String(error);
        return { failure: cutText(message, 500) };
      }
      const asked = (error as { retryAfterSeconds?: number }).retryAfterSeconds;
      await pause(Math.min(60_000, Math.max(wait, (asked ?? 0) * 1_000)));
    }
  }
}
