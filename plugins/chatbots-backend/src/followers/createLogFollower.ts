import { LoggerService } from '@backstage/backend-plugin-api';
import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Knex } from 'knex';
import { AuditEventRow, listLogFrom } from '../database/auditEvents';
import { Clock, toInstant } from '../database/Clock';
import { Follower } from '../database/Follower';
import {
  ensureCursor,
  findBehind,
  moveCursor,
  takeCursor,
} from '../database/followerCursors';
import { isPostgres } from '../database/dialect';
import { EventKeys } from '../keys';
import { nextAttempt } from './backOff';
import { readFollowed } from './readFollowed';

/** Events of one transaction, unless asked otherwise. */
const PAGE = 200;

/** An event with its number in the log. */
export type NumberedEvent = StoredEvent & { sequence: number };

/** How far a follower came when one event failed. */
export interface FailedAt {
  /** Events before the one that failed. */
  followed: number;
  error: Error;
}

/** What a follower of the log needs. */
export interface LogFollowerOptions {
  /** Name of its cursor. */
  name: string;
  knex: Knex;
  clock: Clock;
  logger: LoggerService;
  eventKeys: EventKeys;
  /**
   * Does what the next events call for, in their order. Events come again after a failure, and after a process that died
   * before its cursor moved. When it resolves to where it failed, that event is tried again after a pause, which the cursor
   * keeps for all replicas.
   */
  follow(db: Knex, events: readonly NumberedEvent[]): Promise<FailedAt | void>;
  /** Events of one transaction. */
  page?: number;
  /** Which event a new cursor begins with: the first of the log, or the next one. Default: the first. */
  start?: 'first' | 'next';
  /** Called after a page whose cursor has moved. */
  onFollowed?(): void;
}

/**
 * Follows the numbered events with a cursor of its own, at least once.
 *
 * @remarks
 * On PostgreSQL the cursor's row is locked meanwhile: one replica leads and the others pass it by. Whoever leads looks again
 * after each page, so what was numbered while it held the lock is not missed. Events that the portal did not write are left
 * out, and those from before there were MACs: the version that wrote them had an outbox, which was emptied or migrated.
 */
export function createLogFollower(options: LogFollowerOptions): Follower {
  const { name, knex, clock, logger } = options;
  let hasCursor = false;
  return new Follower({
    name: `Following the log (${name})`,
    logger,
    step: async () => {
      if (!hasCursor) {
        const { start = 'first' } = options;
        await ensureCursor(knex, { name, start, now: toInstant(clock.now()) });
        hasCursor = true;
      }
      // Asked without the lock, so that looking every second costs nothing.
      const from = await findBehind(knex, {
        name,
        now: toInstant(clock.now()),
      });
      if (from === undefined) {
        return false;
      }
      // Before the transaction: it would hold the table while others are asked, who may wait for a change of the table that waits
      // for this; and with a second connection for each follower many of them could wait for each other's.
      const rows = await listLogFrom(knex, {
        from,
        limit: options.page ?? PAGE,
      });
      // SQLite's one connection must stay free while something is told: those who are told may ask back.
      const moved = isPostgres(knex)
        ? await knex.transaction(db => followPage(db, { from, rows }, options))
        : await followPage(knex, { from, rows }, options);
      if (moved) {
        options.onFollowed?.();
      }
      return moved;
    },
  });
}

/** Returns whether there may be more to follow at once. */
async function followPage(
  db: Knex,
  { from, rows }: { from: number; rows: readonly AuditEventRow[] },
  options: LogFollowerOptions,
): Promise<boolean> {
  const { name, clock, eventKeys, logger } = options;
  const taken = await takeCursor(db, name);
  if (taken === undefined) {
    return false;
  }
  if (taken.cursor !== from) {
    // Another replica followed these meanwhile.
    return true;
  }
  if (taken.notBefore !== null && taken.notBefore > toInstant(clock.now())) {
    // Another replica failed on the next one meanwhile.
    return false;
  }
  const last = rows.at(-1);
  if (!last) {
    return false;
  }
  const authentic = rows.flatMap(row => {
    if (row.mac === null) {
      return [];
    }
    const read = readFollowed(row, eventKeys);
    if ('problem' in read) {
      logger.error(
        `Event ${row.sequence} of the log is not what the portal wrote (${read.problem}), and nothing follows it (${name})`,
      );
      return [];
    }
    return [{ ...read.event, sequence: Number(row.sequence) }];
  });
  const failed =
    authentic.length > 0 ? await options.follow(db, authentic) : undefined;
  const now = clock.now();
  if (!failed) {
    await moveCursor(db, {
      name,
      cursor: Number(last.sequence) + 1,
      now: toInstant(now),
      failures: 0,
      notBefore: null,
    });
    return true;
  }
  const failures = failed.followed > 0 ? 1 : taken.failures + 1;
  const { sequence } = authentic[failed.followed];
  logger.warn(
    `Event ${sequence} of the log was not followed (${name}, attempt ${failures})`,
    failed.error,
  );
  await moveCursor(db, {
    name,
    cursor: sequence,
    now: toInstant(now),
    failures,
    notBefore: nextAttempt(failures, now),
  });
  return false;
}
