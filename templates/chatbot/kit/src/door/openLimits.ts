import {
  RateLimiterMemory,
  RateLimiterPostgres,
  type IRateLimiterPostgresOptions,
} from 'rate-limiter-flexible';
import { ConfigurationError } from '../config/ConfigurationError.ts';
import type { Configuration } from '../config/configuration.ts';
import { LIMITS_DATABASE } from './access.ts';
import { Limits } from './Limits.ts';

const TABLE = 'chatbot_limits';

/** Limits, and how to let go of what counts them. */
export interface OpenedLimits {
  limits: Limits;
  close(): Promise<void>;
}

/**
 * The configured limits. A working copy and an evaluation need no database: without its address they count in this process. What runs as
 * an approved version may not: a restart would give everybody the whole day again.
 *
 * @throws ConfigurationError where an approved version lacks its database, or a package is not installed
 */
export async function openLimits({
  bot,
  environment,
}: Pick<Configuration, 'bot' | 'environment'>): Promise<OpenedLimits> {
  const { limits: perDay } = bot.access;
  const given = {
    requestsPerMinute: environment.RATE_LIMIT_PER_MINUTE,
    perDay,
  };
  const url = environment.LIMITS_DATABASE_URL;
  if (perDay.store === 'postgres' && url !== undefined) {
    return openPostgresLimits(url, given);
  }
  if (perDay.store === 'postgres' && environment.CHATBOT_DIGEST !== '') {
    throw new ConfigurationError(
      `${LIMITS_DATABASE} is not set: the approved version counts what callers use in PostgreSQL`,
    );
  }
  return { limits: Limits.create(given), close: async () => {} };
}

/** Limits that all processes share and a restart keeps. While the database is away, each process counts for itself. */
export async function openPostgresLimits(
  url: string,
  given: Omit<Parameters<typeof Limits.create>[0], 'limiterOf'>,
): Promise<OpenedLimits> {
  const pg = await loadPg();
  const pool = new pg.Pool({ connectionString: url });
  // An idle connection that the server ends is replaced by the next question; unheard, its error would end the process.
  pool.on('error', () => {});
  const options = (
    keyPrefix: string,
    points: number,
    duration: number,
  ): IRateLimiterPostgresOptions => ({
    storeClient: pool,
    storeType: 'pool',
    tableName: TABLE,
    tableCreated: true,
    keyPrefix,
    points,
    duration,
    insuranceLimiter: new RateLimiterMemory({ keyPrefix, points, duration }),
  });
  try {
    await new Promise<void>((resolve, reject) => {
      const create = { ...options('setup', 1, 1), tableCreated: false };
      new RateLimiterPostgres(create, error =>
        error ? reject(error) : resolve(),
      );
    });
  } catch (error) {
    await pool.end();
    throw error;
  }
  const limits = Limits.create({
    ...given,
    limiterOf: (...limit) => new RateLimiterPostgres(options(...limit)),
  });
  return { limits, close: () => pool.end() };
}

async function loadPg() {
  try {
    return (await import('pg')).default;
  } catch (cause) {
    throw new ConfigurationError(
      'The setting access.limits.store "postgres" needs a package: npm install --save-exact pg@8.23.1',
      { cause },
    );
  }
}
