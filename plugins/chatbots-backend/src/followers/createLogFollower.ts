import { LoggerService } from '@backstage/backend-plugin-api';
import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Knex } from 'knex';
import { listLogFrom } from '../database/auditEvents';
import { Clock, toInstant } from '../database/Clock';
import { Follower } from '../database/Follower';
import {
  ensureCursor,
  isBehind,
  moveCursor,
  takeCursor,
} from '../database/followerCursors';
import { isPostgres } from '../database/dialect';
import { EventKeys } from '../keys';
import { readFollowed } from './readFollowed';

/** Events of one transaction. */
const PAGE = 200;

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
   * before its cursor moved.
   */
  follow(db: Knex, events: readonly StoredEvent[]): Promise<void>;
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
        await ensureCursor(knex, name, toInstant(clock.now()));
        hasCursor = true;
      }
      // Asked without the lock, so that looking every second costs nothing.
      if (!(await isBehind(knex, name))) {
        return false;
      }
      // SQLite's one connection must stay free while something is told: those who are told may ask back.
      const moved = isPostgres(knex)
        ? await knex.transaction(db => followPage(db, options))
        : await followPage(knex, options);
      if (moved) {
        options.onFollowed?.();
      }
      return moved;
    },
  });
}

/** Returns whether the cursor moved. */
async function followPage(
  db: Knex,
  options: LogFollowerOptions,
): Promise<boolean> {
  const { name, knex, clock, eventKeys, logger } = options;
  const cursor = await takeCursor(db, name);
  if (cursor === undefined) {
    return false;
  }
  // Not in the transaction, which would hold the table while others are asked: they would wait for a change of the table that
  // waits for this.
  const events = await listLogFrom(knex, { from: cursor, limit: PAGE });
  const last = events.at(-1);
  if (!last) {
    return false;
  }
  const authentic = events.flatMap(row => {
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
    return [read.event];
  });
  if (authentic.length > 0) {
    await options.follow(db, authentic);
  }
  await moveCursor(db, {
    name,
    cursor: Number(last.sequence) + 1,
    now: toInstant(clock.now()),
  });
  return true;
}
