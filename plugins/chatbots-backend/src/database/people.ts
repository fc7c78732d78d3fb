import { Knex } from 'knex';

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

/** Entity refs by pseudonym, of those whose name was not erased: of some pseudonyms, or of all. */
export async function readPeople(
  db: Knex,
  pseudonyms?: readonly string[],
): Promise<Map<string, string>> {
  const query = db('people').whereNotNull('user_ref');
  if (pseudonyms !== undefined) {
    query.whereIn('pseudonym', pseudonyms);
  }
  const rows = await query.select('pseudonym', 'user_ref');
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
