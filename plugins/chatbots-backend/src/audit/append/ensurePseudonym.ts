import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';

/** The person's pseudonym in the log; a new random one at first sight. */
export async function ensurePseudonym(
  db: Knex.Transaction,
  userRef: string,
  now: string,
): Promise<string> {
  await db('people')
    .insert({ pseudonym: randomUUID(), user_ref: userRef, created_at: now })
    .onConflict('user_ref')
    .ignore();
  const [row] = await db('people')
    .where({ user_ref: userRef })
    .select('pseudonym');
  return row.pseudonym;
}
