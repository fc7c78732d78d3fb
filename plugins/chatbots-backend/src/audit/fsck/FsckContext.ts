import { Knex } from 'knex';
import { EventKeys } from '../../keys';
import { Findings } from './Finding';
import { LogSource } from './log/LogSource';
import { Progress } from './Progress';

/** What each check reads, and where it says what it finds. */
export interface FsckContext {
  knex: Knex;
  /** What records are held to. */
  log: LogSource;
  /** Without them only the presence of a MAC is checked. */
  eventKeys: EventKeys | undefined;
  findings: Findings;
  progress: Progress;
}

/** Values looked up in one statement, below the parameter limits of both engines. */
const BATCH = 1000;

/**
 * Distinct values in batches for one statement each. What PostgreSQL takes as no text is left out, as no column holds it, and what is
 * none: somebody may have taken away what keeps a column from holding nothing.
 */
export function batches(values: Iterable<string>): string[][] {
  const distinct = [...new Set(values)].filter(
    value => typeof value === 'string' && !value.includes('\0'),
  );
  return Array.from({ length: Math.ceil(distinct.length / BATCH) }, (_, i) =>
    distinct.slice(i * BATCH, (i + 1) * BATCH),
  );
}
