import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Which words of a question are looked up. */
export interface KeywordTerms {
  /** Terms with the number of passages that hold them, which are the postings read. Rarest first. */
  read: { term: string; passages: number }[];
  /** Terms passed over, because most passages hold them or rarer ones have used up what a question may read. */
  dropped: { term: string; passages: number }[];
}

/** How much more a word in the title counts than one in the text. */
const TITLE_WEIGHT = 2;

/** Terms that more than this part of the passages hold are passed over: they read much and tell little. */
const COMMON_SHARE = 0.1;

/** Terms in up to so many passages are read in any case: in a small corpus the tenth part is few. */
const ALWAYS_READ = 100;

/** Postings that one question may read. The rarest term is read even if it has more. */
export const MOST_POSTINGS = 10_000;

/** Terms that one question may look up. */
const MOST_TERMS = 64;

/** Characters that stand inside of a token, as the tokenizer leaves them. */
const TOKENIZER = `ascii tokenchars '.,:'`;

/** What FTS5 takes for the rarity of a word that most passages have. */
const LEAST_RARITY = 1e-6;

/** The index of what some callers may read, as tables in a database that has the tokens. */
export class KeywordView {
  readonly schema: 'main' | 'temp';
  readonly #database: DatabaseSync;
  readonly #name: string;
  readonly #passages: number;
  readonly #frequency: StatementSync;
  readonly #match: StatementSync;

  private constructor(
    database: DatabaseSync,
    schema: 'main' | 'temp',
    name: string,
  ) {
    this.#database = database;
    this.schema = schema;
    this.#name = name;
    const sizes = database.prepare(
      `select passages from ${schema}.${name}_terms where term = ''`,
    );
    this.#passages = sizes.get()?.passages as number;
    this.#frequency = database.prepare(
      `select passages from ${schema}.${name}_terms where term = ?`,
    );
    // FTS5 gives the best the lowest number. Named once, it is computed once a row.
    this.#match = database.prepare(
      `select rowid as row, bm25(${name}, ${TITLE_WEIGHT}, 1) as cost
       from ${schema}.${name} where ${name} match ?
       order by cost, row limit ?`,
    );
  }

  /** Opens what {@link KeywordView.create} has written. */
  static open(
    database: DatabaseSync,
    schema: 'main' | 'temp',
    name: string,
  ): KeywordView {
    return new KeywordView(database, schema, name);
  }

  /** Writes the index of the chunks with these audiences, out of their tokens. */
  static create(
    database: DatabaseSync,
    schema: 'main' | 'temp',
    name: string,
    audiences: readonly number[],
  ): KeywordView {
    const visible = `from main.tokens where audience in (${audiences.join()})`;
    // How many passages hold a term is counted once: FTS5 would read all its postings to say it.
    database.exec(`
      create virtual table ${schema}.${name} using fts5(title, text, content='', tokenize="${TOKENIZER}");
      insert into ${schema}.${name}(rowid, title, text) select row, title, text ${visible} order by row;
      insert into ${schema}.${name}(${name}) values ('optimize');
      create virtual table temp.${name}_vocabulary using fts5vocab('${schema}', '${name}', 'row');
      create table ${schema}.${name}_terms(term text primary key, passages integer not null) without rowid;
      insert into ${schema}.${name}_terms select term, doc from temp.${name}_vocabulary;
      insert into ${schema}.${name}_terms select '', count(*) ${visible};
      drop table temp.${name}_vocabulary;
    `);
    return new KeywordView(database, schema, name);
  }

  /** Chooses the terms of a question that are read. */
  terms(tokens: readonly string[]): KeywordTerms {
    const most = Math.max(ALWAYS_READ, COMMON_SHARE * this.#passages);
    const found = [...new Set(tokens)]
      .map(term => ({ term, passages: this.#passagesOf(term) }))
      .filter(({ passages }) => passages > 0)
      .sort((a, b) => a.passages - b.passages || (a.term < b.term ? -1 : 1));
    const terms: KeywordTerms = { read: [], dropped: [] };
    let postings = 0;
    for (const each of found) {
      const first = terms.read.length === 0;
      const fits =
        each.passages <= most &&
        postings + each.passages <= MOST_POSTINGS &&
        terms.read.length < MOST_TERMS;
      terms[first || fits ? 'read' : 'dropped'].push(each);
      postings += first || fits ? each.passages : 0;
    }
    return terms;
  }

  search(
    terms: KeywordTerms['read'],
    limit: number,
  ): { row: number; score: number }[] {
    if (terms.length === 0) {
      return [];
    }
    const query = terms.map(({ term }) => `"${term}"`).join(' OR ');
    return this.#match.all(query, limit).map(({ row, cost }) => ({
      row: row as number,
      score: -(cost as number),
    }));
  }

  /**
   * What a passage of middling length scores that has every word of the question once, by the formula of FTS5: words that no passage has
   * count most.
   */
  fullScore(tokens: readonly string[]): number {
    return [...new Set(tokens)].reduce((sum, term) => {
      const having = this.#passagesOf(term);
      const rarity = Math.log((this.#passages - having + 0.5) / (having + 0.5));
      return sum + Math.max(LEAST_RARITY, rarity);
    }, 0);
  }

  drop(): void {
    this.#database.exec(`
      drop table ${this.schema}.${this.#name};
      drop table ${this.schema}.${this.#name}_terms;
    `);
  }

  #passagesOf(term: string): number {
    const row = this.#frequency.get(term);
    return (row?.passages as number | undefined) ?? 0;
  }
}
