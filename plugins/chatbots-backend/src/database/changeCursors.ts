import { Knex } from 'knex';

/** How far a consumer of changes came. 64-bit integers are texts on PostgreSQL. */
export interface ChangeCursorRow {
  consumer: string;
  cursor: number | string;
  revision: number | string;
  updated_at: string;
}

declare module 'knex/types/tables' {
  interface Tables {
    change_cursors: ChangeCursorRow;
  }
}

/** How far a consumer came; undefined until it acknowledged first. */
export async function findChangeCursor(
  db: Knex,
  consumer: string,
): Promise<ChangeCursorRow | undefined> {
  return db('change_cursors').where({ consumer }).first();
}

/**
 * Moves a consumer's cursor forward, never back.
 *
 * @returns whether the revision was the one stored: another replica may have acknowledged meanwhile
 */
export async function advanceChangeCursor(
  db: Knex.Transaction,
  options: { consumer: string; cursor: number; revision: number; now: string },
): Promise<boolean> {
  const { consumer, cursor, revision, now } = options;
  await db('change_cursors')
    .insert({ consumer, cursor: 0, revision: 0, updated_at: now })
    .onConflict('consumer')
    .ignore();
  const acknowledged = await db('change_cursors')
    .where({ consumer, revision })
    .update({ revision: revision + 1, updated_at: now });
  if (acknowledged === 0) {
    return false;
  }
  await db('change_cursors')
    .where({ consumer })
    .where('cursor', '<', cursor)
    .update({ cursor });
  return true;
}
