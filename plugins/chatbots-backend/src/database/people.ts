import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';

/** A person's pseudonym in the log. Their name is null once it was erased. */
export interface PersonRow {
  pseudonym: string;
  user_ref: string | null;
  created_at: string;
}

declare module 'knex/types/tables' {
  interface Tables {
    people: PersonRow;
  }
}

/** Entity refs by pseudonym, of those whose name was not erased: of some pseudonyms. */
export async function readPeople(
  db: Knex,
  pseudonyms: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db('people')
    .whereNotNull('user_ref')
    .whereIn('pseudonym', pseudonyms)
    .select('pseudonym', 'user_ref');
  return new Map(
    rows.flatMap(({ pseudonym, user_ref: ref }) =>
      ref === null ? [] : [[pseudonym, ref]],
    ),
  );
}

/** Pseudonyms by entity ref, of those people who have one. */
export async function readPseudonyms(
  db: Knex,
  userRefs: readonly string[],
): Promise<Map<string, string>> {
  if (userRefs.length === 0) {
    return new Map();
  }
  const rows = await db('people')
    .whereIn('user_ref', userRefs)
    .select('pseudonym', 'user_ref');
  return new Map(
    rows.flatMap(({ pseudonym, user_ref: ref }) =>
      ref === null ? [] : [[ref, pseudonym]],
    ),
  );
}

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
