import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { readPseudonyms } from '../../database/people';

/** The pseudonyms of some people in the log; new random ones at first sight. */
export async function ensurePseudonyms(
  db: Knex.Transaction,
  userRefs: readonly string[],
  now: string,
): Promise<(userRef: string) => string> {
  // In order, so that two transactions that meet the same people wait for each other and never in a circle.
  const refs = [...new Set(userRefs)].sort();
  let known = await readPseudonyms(db, refs);
  const unknown = refs.filter(ref => !known.has(ref));
  if (unknown.length > 0) {
    await db('people')
      .insert(
        unknown.map(ref => ({
          pseudonym: randomUUID(),
          user_ref: ref,
          created_at: now,
        })),
      )
      .onConflict('user_ref')
      .ignore();
    known = await readPseudonyms(db, refs);
  }
  return userRef => {
    const pseudonym = known.get(userRef);
    if (pseudonym === undefined) {
      throw new Error('A person has no pseudonym');
    }
    return pseudonym;
  };
}
