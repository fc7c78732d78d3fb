import { parseArgs } from 'node:util';

/** Engines that the portal runs on. */
export const DATABASES = ['pg', 'sqlite'] as const;

/** What the command line asks for. */
export interface BenchOptions {
  database: (typeof DATABASES)[number];
  /** Benches to run; all of them when absent. */
  only?: string[];
}

/**
 * Reads the command line. Throws for what it does not know.
 *
 * @param names - of all benches
 */
export function readOptions(
  args: string[],
  names: readonly string[],
): BenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      database: { type: 'string', default: 'pg' },
      only: { type: 'string', multiple: true },
    },
  });
  const database = DATABASES.find(one => one === values.database);
  if (!database) {
    throw new Error(`--database is one of ${DATABASES.join(', ')}`);
  }
  const only = values.only;
  const unknown = only?.find(one => !names.includes(one));
  if (unknown !== undefined) {
    throw new Error(`There is no bench '${unknown}': ${names.join(', ')}`);
  }
  return { database, ...(only ? { only } : {}) };
}
