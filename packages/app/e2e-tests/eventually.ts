import { setTimeout as sleep } from 'node:timers/promises';

/** Options for {@link eventually}. */
export interface EventuallyOptions {
  /** What is waited for, for the message. */
  what: string;
  /** In milliseconds. */
  timeout: number;
  /** Between two looks, in milliseconds. */
  pause?: number;
}

/** Looks until there is an answer. */
export async function eventually<T>(
  look: () => Promise<T | undefined>,
  { what, timeout, pause = 1000 }: EventuallyOptions,
): Promise<T> {
  const until = Date.now() + timeout;
  for (;;) {
    const answer = await look();
    if (answer !== undefined) {
      return answer;
    }
    if (Date.now() > until) {
      throw new Error(`${what}: not within ${timeout / 1000} s`);
    }
    await sleep(pause);
  }
}
