import { ModelVersionBundle } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';
import { foldWords, wordsToFind } from './foldWords';
import { fromJson } from './json';

export interface SearchWordRow {
  list: string;
  word: string;
  subject: string;
}

declare module 'knex/types/tables' {
  interface Tables {
    search_words: SearchWordRow;
  }
}

/** Something that a search of a list finds by its words. */
export interface Searched {
  list: string;
  /** What the list knows it by. */
  subject: string;
  words: readonly string[];
}

/** The list of all chatbots; its subjects are their names. */
export const CHATBOTS = 'chatbots';

/** The list of a chatbot's versions; its subjects are their ids. */
export function versionsOf(chatbot: string): string {
  return `versions/${chatbot}`;
}

/** Rows a statement: SQLite takes 500 at most. */
const BATCH = 200;
/** Follows every word with the same beginning, by bytes as both engines compare them. */
const LAST = '\u{10FFFF}';

/** A chatbot with what it is found by: name, title, purpose and owner. */
export function searchedChatbot(row: {
  name: string;
  title: string;
  purpose: string | null;
  owner: string;
}): Searched {
  const { name, title, purpose, owner } = row;
  return {
    list: CHATBOTS,
    subject: name,
    words: wordsOf([name, title, purpose ?? '', owner, lastPart(owner)]),
  };
}

/**
 * A version with what it is found by: its name, digest and commit, its model, the names of prompts, datasets and artifacts, and the
 * artifacts' digests.
 */
export function searchedVersion(row: {
  id: string;
  chatbot: string;
  version: string;
  digest: string;
  bundle: string;
}): Searched {
  return {
    list: versionsOf(row.chatbot),
    subject: row.id,
    words: wordsOf([row.version, row.digest, ...textsOf(row.bundle)]),
  };
}

/** What a bundle is found by; nothing where somebody made something else of it, so that the others are found still. */
function textsOf(text: string): string[] {
  try {
    const bundle = fromJson<ModelVersionBundle>(text);
    const { source, baseModel, prompts, datasets, artifacts } = bundle;
    return [
      source.commit,
      baseModel.provider,
      baseModel.name,
      baseModel.revision ?? '',
      ...[...prompts, ...datasets, ...artifacts].flatMap(({ name }) => [
        name,
        lastPart(name),
      ]),
      ...artifacts.map(({ digest }) => digest),
    ];
  } catch {
    return [];
  }
}

/** A path is found by the name at its end, too. Takes whatever stands in a column that somebody changed: fsck goes on. */
function lastPart(path: string): string {
  return /[^/]*$/.exec(path)?.[0] ?? '';
}

function wordsOf(texts: readonly string[]): string[] {
  return foldWords(texts.join(' '));
}

/** Narrows a query to what a search of a list finds: whatever has, for each word of the search, one that begins with it. */
export function whereFound(
  query: Knex.QueryBuilder,
  db: Knex,
  options: {
    list: string;
    /** Of the query, with what the list knows it by: a constant of the code, never a client's. */
    column: string;
    search: string;
  },
): void {
  for (const word of wordsToFind(options.search)) {
    query.whereIn(
      options.column,
      db('search_words')
        .where({ list: options.list })
        .where('word', '>=', word)
        .where('word', '<', `${word}${LAST}`)
        .select('subject'),
    );
  }
}

/** Adds the words of what was not found by any. */
export async function insertSearchWords(
  db: Knex.Transaction,
  searched: readonly Searched[],
): Promise<void> {
  const rows = searched.flatMap(({ list, subject, words }) =>
    words.map(word => ({ list, word, subject })),
  );
  for (let start = 0; start < rows.length; start += BATCH) {
    await db('search_words')
      .insert(rows.slice(start, start + BATCH))
      .onConflict()
      .ignore();
  }
}

/** Puts words in place of those before. */
export async function replaceSearchWords(
  db: Knex.Transaction,
  searched: readonly Searched[],
): Promise<void> {
  for (const { list, subject } of searched) {
    await db('search_words').where({ list, subject }).delete();
  }
  await insertSearchWords(db, searched);
}

/** Of some subjects, those that are found by other words than their own. */
export async function findMisfiled<T extends Searched>(
  db: Knex,
  searched: readonly T[],
): Promise<T[]> {
  const rows = await db('search_words').whereIn(
    'subject',
    searched.map(({ subject }) => subject),
  );
  const found = new Map<string, Set<string>>();
  for (const { list, subject, word } of rows) {
    const key = `${list} ${subject}`;
    found.set(key, (found.get(key) ?? new Set()).add(word));
  }
  return searched.filter(({ list, subject, words }) => {
    const own = found.get(`${list} ${subject}`) ?? new Set();
    return own.size !== words.length || words.some(word => !own.has(word));
  });
}
