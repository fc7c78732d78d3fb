import { Knex } from 'knex';
import { isPostgres } from './dialect';

/** How far a follower of the log came. 64-bit integers are texts on PostgreSQL. */
export interface FollowerCursorRow {
  name: string;
  /** Events followed: the number of the next one. */
  cursor: number | string;
  updated_at: string;
}

declare module 'knex/types/tables' {
  interface Tables {
    follower_cursors: FollowerCursorRow;
  }
}

/** Makes the cursor of a follower that has none. It begins with the first event. */
export async function ensureCursor(
  db: Knex,
  name: string,
  now: string,
): Promise<void> {
  await db('follower_cursors')
    .insert({ name, cursor: 0, updated_at: now })
    .onConflict('name')
    .ignore();
}

/** Whether the log has events that a follower has not seen. Takes no lock. */
export async function isBehind(db: Knex, name: string): Promise<boolean> {
  const behind = await db('follower_cursors')
    .where({ name })
    .where('cursor', '<', db('audit_log').where({ id: 1 }).select('size'))
    .first('name');
  return behind !== undefined;
}

/**
 * Locks a follower's cursor until the end of the transaction and reads it. SQLite has one process, and needs no lock.
 *
 * @returns undefined while another replica holds it
 */
export async function takeCursor(
  db: Knex,
  name: string,
): Promise<number | undefined> {
  const query = db('follower_cursors').where({ name });
  const [row] = await (isPostgres(db) ? query.forUpdate().skipLocked() : query);
  return row && Number(row.cursor);
}

/** Moves a follower's cursor. */
export async function moveCursor(
  db: Knex,
  options: { name: string; cursor: number; now: string },
): Promise<void> {
  const { name, cursor, now } = options;
  await db('follower_cursors')
    .where({ name })
    .update({ cursor, updated_at: now });
}
