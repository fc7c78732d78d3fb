/**
 * Failures of a database that pass: serialization_failure, deadlock_detected, lock_not_available, too_many_connections,
 * admin_shutdown, crash_shutdown and cannot_connect_now of PostgreSQL, its driver's lost connections, and SQLite's other writer.
 */
const PASSING = new Set([
  '40001',
  '40P01',
  '55P03',
  '53300',
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'SQLITE_BUSY',
  'SQLITE_BUSY_SNAPSHOT',
]);

/** Whether the same request may well succeed in a moment. */
export function isPassing(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === 'KnexTimeoutError' ||
      error.message === 'Connection terminated unexpectedly' ||
      ('code' in error &&
        typeof error.code === 'string' &&
        PASSING.has(error.code)))
  );
}
