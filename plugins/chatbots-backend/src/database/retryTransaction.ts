import { setTimeout as sleep } from 'node:timers/promises';

/** serialization_failure and deadlock_detected of PostgreSQL; a writer's time-out of SQLite. */
const RETRYABLE = new Set(['40001', '40P01', 'SQLITE_BUSY']);
const ATTEMPTS = 5;

/** Retries a transaction after a serialization failure or deadlock (40001, 40P01). */
export async function retryTransaction<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (attempt >= ATTEMPTS || !isRetryable(error)) {
        throw error;
      }
      // Jitter keeps two losers from meeting again.
      await sleep(Math.random() * 20 * 2 ** attempt);
    }
  }
}

function isRetryable(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    RETRYABLE.has(error.code)
  );
}
