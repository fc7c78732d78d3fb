import { parseArgs } from 'node:util';

/** Engines that the portal runs on. */
export const DATABASES = ['pg', 'sqlite'] as const;

/** What the command line asks for. */
export interface BenchOptions {
  database: (typeof DATABASES)[number];
  /** Benches to run; all of them when absent. */
  only?: string[];
  /** Events in the log that is checked. */
  events: number;
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
      events: { type: 'string', default: '20000' },
    },
  });
  const database = DATABASES.find(one => one === values.database);
  if (!database) {
    throw new Error(`--database is one of ${DATABASES.join(', ')}`);
  }
  const events = Number(values.events);
  if (!Number.isSafeInteger(events) || events < 1) {
    throw new Error('--events is a number of events');
  }
  const only = values.only;
  const unknown = only?.find(one => !names.includes(one));
  if (unknown !== undefined) {
    throw new Error(`There is no bench '${unknown}': ${names.join(', ')}`);
  }
  return { database, events, ...(only ? { only } : {}) };
}
