import { existsSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Chunk } from '../corpus/Chunk.ts';
import { sha256 } from '../text/digest.ts';
import { type KeywordTerms, KeywordView } from './KeywordView.ts';
import { inOrder, mayRead, type Scored } from './passages.ts';
import { createTokenizer, type Tokenizer } from './tokens.ts';

/** What is indexed, and where the index is kept. */
export interface KeywordIndexOptions {
  chunks: readonly Chunk[];
  /** Codes of the languages of documents and questions. */
  languages: readonly string[];
  /** A file for this snapshot alone, written once and then read; in memory where there is none. */
  file?: string;
}

/** Raised when tokens or tables change, so that a file of before is written again. */
const FORMAT = 1;

/** Views for callers of different groups that are kept at once. The least used is built again when it is asked for. */
const KEPT_VIEWS = 8;

/**
 * Ranks chunks by BM25 in SQLite's full-text index (FTS5).
 *
 * Callers are ranked within what they may read: those who see the same chunks share an index of exactly these, so that a
 * score, and which words count as common, says nothing about what others may read.
 */
export class KeywordIndex {
  readonly #database: DatabaseSync;
  readonly #tokenize: Tokenizer;
  readonly #ids: string[];
  /** The sets of groups that chunks have; the first is that of everybody's chunks. */
  readonly #audiences: string[][];
  readonly #views = new Map<string, KeywordView>();
  #built = 0;

  private constructor(database: DatabaseSync, options: KeywordIndexOptions) {
    const chunks = inOrder(options.chunks);
    this.#database = database;
    this.#tokenize = createTokenizer(options.languages);
    this.#ids = chunks.map(({ id }) => id);
    this.#audiences = audiencesOf(chunks);
  }

  /**
   * Opens the index of these chunks, and builds it where the file is not there or holds something else.
   *
   * @throws RetrievalError when two chunks have one id
   */
  static create(options: KeywordIndexOptions): KeywordIndex {
    const contents = contentsOf(options);
    const { file } = options;
    if (file === undefined) {
      const database = new DatabaseSync(':memory:');
      write(database, contents, options);
      return new KeywordIndex(database, options);
    }
    if (!holds(file, contents)) {
      // Another process may be at it too: whoever comes last puts the same file in place.
      const draft = `${file}.${process.pid}.${Date.now()}`;
      try {
        const database = new DatabaseSync(draft);
        write(database, contents, options);
        database.close();
        renameSync(draft, file);
      } finally {
        rmSync(draft, { force: true });
      }
    }
    const database = new DatabaseSync(file, { readOnly: true });
    return new KeywordIndex(database, options);
  }

  /** The best matches, best first. Equal scores are ordered by id. */
  search(
    question: string,
    options: { groups?: readonly string[]; limit: number },
  ): Scored[] {
    const view = this.#viewOf(options.groups);
    const { read } = view.terms(this.#tokenize(question));
    return view
      .search(read, options.limit)
      .map(({ row, score }) => ({ id: this.#ids[row] as string, score }));
  }

  /** What a passage scores that has every word of the question: the measure of how good the best match is. */
  fullScore(question: string, groups?: readonly string[]): number {
    return this.#viewOf(groups).fullScore(this.#tokenize(question));
  }

  /** Says which words of a question are looked up for this caller, and which are passed over. */
  terms(question: string, groups?: readonly string[]): KeywordTerms {
    return this.#viewOf(groups).terms(this.#tokenize(question));
  }

  close(): void {
    this.#database.close();
  }

  #viewOf(groups: readonly string[] | undefined): KeywordView {
    const visible = this.#audiences.flatMap((audience, i) =>
      mayRead(audience, groups) ? [i] : [],
    );
    const key = visible.join();
    const kept = this.#views.get(key);
    const view =
      kept ??
      (visible.length === 1
        ? KeywordView.open(this.#database, 'main', 'everybody')
        : this.#build(visible));
    this.#views.delete(key);
    this.#views.set(key, view);
    for (const [oldest, { schema }] of this.#views) {
      if (this.#views.size <= KEPT_VIEWS) {
        break;
      }
      if (oldest !== key && schema === 'temp') {
        this.#views.get(oldest)?.drop();
        this.#views.delete(oldest);
      }
    }
    return view;
  }

  #build(visible: number[]): KeywordView {
    this.#database.exec('pragma temp_store = memory');
    this.#built += 1;
    const name = `view_${this.#built}`;
    return KeywordView.create(this.#database, 'temp', name, visible);
  }
}

/** Writes the tokens of all chunks, and the index of what everybody may read. */
function write(
  database: DatabaseSync,
  contents: string,
  { chunks, languages }: KeywordIndexOptions,
): void {
  const sorted = inOrder(chunks);
  const tokenize = createTokenizer(languages);
  const audiences = audiencesOf(sorted);
  const places = new Map(audiences.map((groups, i) => [keyOf(groups), i]));
  database.exec(`
    pragma journal_mode = off;
    begin;
    create table contents(digest text not null);
    create table tokens(row integer primary key, audience integer not null, title text not null, text text not null);
  `);
  database.prepare('insert into contents values (?)').run(contents);
  const insert = database.prepare('insert into tokens values (?, ?, ?, ?)');
  sorted.forEach(({ groups, title, text }, row) => {
    const audience = places.get(keyOf(groups)) as number;
    const words = [title, text].map(part => tokenize(part).join(' '));
    insert.run(row, audience, ...(words as [string, string]));
  });
  KeywordView.create(database, 'main', 'everybody', [0]);
  // Only views of callers with groups are built from the tokens later.
  database.exec(
    'delete from tokens where (select max(audience) from tokens) = 0; commit',
  );
}

function holds(file: string, contents: string): boolean {
  if (!existsSync(file)) {
    return false;
  }
  try {
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      const row = database.prepare('select digest from contents').get();
      return row?.digest === contents;
    } finally {
      database.close();
    }
  } catch {
    // No database, or one that was cut: the index is made of the chunks again.
    return false;
  }
}

/** What the index was made of: who may read a chunk is part of it. */
function contentsOf({ chunks, languages }: KeywordIndexOptions): string {
  const rows = inOrder(chunks).map(chunk => [
    chunk.id,
    chunk.digest,
    keyOf(chunk.groups),
  ]);
  const { icu } = process.versions;
  return sha256(JSON.stringify([FORMAT, icu, languages, rows]));
}

function keyOf(groups: readonly string[] = []): string {
  return JSON.stringify([...new Set(groups)].sort());
}

function audiencesOf(chunks: readonly Chunk[]): string[][] {
  const keys = new Set([
    keyOf([]),
    ...chunks.map(({ groups }) => keyOf(groups)),
  ]);
  return [...keys].map(key => JSON.parse(key) as string[]);
}
