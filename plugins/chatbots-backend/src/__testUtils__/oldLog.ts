import { TestDatabaseId } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { SharedDatabase } from './startReplica';

const FOLDER = resolve(__dirname, '../__fixtures__/log-0.1');

/** Everything of Jest's fake timers but the date: work goes on while the clock stands. */
const RUNNING = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'requestAnimationFrame',
  'cancelAnimationFrame',
  'requestIdleCallback',
  'cancelIdleCallback',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;

/** The portal that left the old logs. */
export interface OldPortal {
  /** When its process died. Later, what is open has expired. */
  endedAt: string;
  /** Verifier key of its log. */
  verifierKey: string;
  /** Configuration with its origin and test keys. */
  config: { backend: JsonObject; chatbots: { audit: JsonObject } & JsonObject };
}

/** A file of the fixture, unpacked where it is packed. */
export function readOldFile(name: string): Buffer {
  const bytes = readFileSync(resolve(FOLDER, name));
  return name.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

export function readOldPortal(): OldPortal {
  return JSON.parse(readOldFile('portal.json').toString('utf8'));
}

/** Stops the clock at an instant until Jest's real timers are used again. */
export function stopClockAt(instant: string): void {
  jest.useFakeTimers({ now: Date.parse(instant), doNotFake: [...RUNNING] });
}

/** Fills an empty database with the old log, before anything connects to it, and keeps its anchors in a file. */
export async function loadOldLog(
  id: TestDatabaseId,
  target: { knex: Knex; database: SharedDatabase; anchorFile: string },
): Promise<void> {
  const { knex, database, anchorFile } = target;
  const sqlite = id === 'SQLITE_3';
  if (sqlite) {
    await writeFile(
      String(database.connection),
      readOldFile('chatbots.sqlite.gz'),
    );
  } else {
    await knex.raw(readOldFile('postgres.sql.gz').toString('utf8'));
  }
  await writeFile(
    anchorFile,
    readOldFile(`${sqlite ? 'sqlite' : 'postgres'}.anchors.jsonl.gz`),
  );
}
