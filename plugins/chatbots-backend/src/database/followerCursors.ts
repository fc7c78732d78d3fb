import { Knex } from 'knex';
import { isPostgres } from './dialect';

/** How far a follower of the log came. 64-bit integers are texts on PostgreSQL. */
export interface FollowerCursorRow {
  name: string;
  /** Events followed: the number of the next one. */
  cursor: number | string;
  updated_at: string;
  /** Failed attempts in a row at the next event. */
  failures: number;
  /** When the next event is tried again; null without a failure. */
  not_before: string | null;
}

declare module 'knex/types/tables' {
  interface Tables {
    follower_cursors: FollowerCursorRow;
  }
}

/** Makes the cursor of a follower that has none. It begins with the first event, or behind the last. */
export async function ensureCursor(
  db: Knex,
  options: { name: string; now: string; start: 'first' | 'next' },
): Promise<void> {
  const { name, now, start } = options;
  await db('follower_cursors')
    .insert({
      name,
      cursor:
        start === 'first'
          ? 0
          : db.raw('coalesce((select size from audit_log where id = 1), 0)'),
      updated_at: now,
    })
    .onConflict('name')
    .ignore();
}

/**
 * Where a follower stands that has not seen the whole log and may look by now. Takes no lock.
 *
 * @returns undefined when there is nothing to follow
 */
export async function findBehind(
  db: Knex,
  { name, now }: { name: string; now: string },
): Promise<number | undefined> {
  const behind = await db('follower_cursors')
    .where({ name })
    .where('cursor', '<', db('audit_log').where({ id: 1 }).select('size'))
    .where(due => due.whereNull('not_before').orWhere('not_before', '<=', now))
    .first('cursor');
  return behind && Number(behind.cursor);
}

/**
 * Locks a follower's cursor until the end of the transaction and reads it. SQLite has one process, and needs no lock.
 *
 * @returns undefined while another replica holds it
 */
export async function takeCursor(
  db: Knex,
  name: string,
): Promise<
  { cursor: number; failures: number; notBefore: string | null } | undefined
> {
  const query = db('follower_cursors').where({ name });
  const [row] = await (isPostgres(db) ? query.forUpdate().skipLocked() : query);
  return (
    row && {
      cursor: Number(row.cursor),
      failures: row.failures,
      notBefore: row.not_before,
    }
  );
}

/** Moves a follower's cursor, and pauses it where the next event failed. */
export async function moveCursor(
  db: Knex,
  options: {
    name: string;
    cursor: number;
    now: string;
    failures: number;
    notBefore: string | null;
  },
): Promise<void> {
  const { name, cursor, now, failures, notBefore } = options;
  await db('follower_cursors')
    .where({ name })
    .update({ cursor, updated_at: now, failures, not_before: notBefore });
}
