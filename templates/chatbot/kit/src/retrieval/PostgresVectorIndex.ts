import type { Chunk } from '../corpus/Chunk.ts';
import { embedChunks, type EmbedOptions, unitVector } from './embedChunks.ts';
import { checkSnapshot, inOrder, type Scored } from './passages.ts';
import type { VectorRanking } from './VectorIndex.ts';

/** A pool or a client of `pg`. Closing it is its owner's. */
export interface Queryable {
  query(
    sql: string,
    values?: unknown[],
  ): Promise<{ rows: Record<string, unknown>[] }>;
}

/** Which vectors are meant. */
export interface PostgresVectorOptions extends EmbedOptions {
  chunks: readonly Chunk[];
  /** The digest of their snapshot. */
  snapshot: string;
  /** Identifies the model, as in the cache of vectors. */
  model: string;
}

/** Rows of one statement. */
const ROWS = 500;

/* There is no approximate index (HNSW, IVFFlat): it looks for the nearest of all and filters afterwards, and so loses a rare
 * group's passages. The primary key leads to a snapshot's rows. */
const TABLES = `
  create extension if not exists vector;
  create table if not exists chatbot_snapshots (
    snapshot text not null,
    model text not null,
    created_at timestamptz not null default now(),
    primary key (snapshot, model)
  );
  create table if not exists chatbot_vectors (
    snapshot text not null,
    model text not null,
    chunk text not null collate "C",
    groups text[] not null,
    embedding vector not null,
    primary key (snapshot, model, chunk)
  );
`;

/**
 * Vectors in PostgreSQL with pgvector, searched exactly.
 *
 * Snapshots lie side by side, each with its model, so that an old version of a bot goes on reading its own while a new one is
 * written. It suits corpora of up to about 50,000 chunks a snapshot. Texts are not in the database.
 */
export class PostgresVectorIndex implements VectorRanking {
  readonly #client: Queryable;
  readonly #keys: readonly [string, string];

  private constructor(client: Queryable, snapshot: string, model: string) {
    this.#client = client;
    this.#keys = [snapshot, model];
  }

  /**
   * Opens a snapshot's vectors, and writes them first where they are not there as a whole.
   *
   * @throws RetrievalError when the chunks are not those of the snapshot
   */
  static async open(
    client: Queryable,
    options: PostgresVectorOptions,
  ): Promise<PostgresVectorIndex> {
    const { chunks, model } = options;
    const snapshot = checkSnapshot(chunks, options.snapshot);
    await createTables(client);
    const { rows } = await client.query(
      'select from chatbot_snapshots where snapshot = $1 and model = $2',
      [snapshot, model],
    );
    if (rows.length === 0) {
      await write(client, snapshot, options);
      // Last, so that a snapshot that is listed has all its rows. Another process may have been as fast.
      await client.query(
        'insert into chatbot_snapshots values ($1, $2) on conflict do nothing',
        [snapshot, model],
      );
    }
    return new PostgresVectorIndex(client, snapshot, model);
  }

  /** Deletes a snapshot that no version reads any more, with its vectors of every model. */
  static async delete(client: Queryable, snapshot: string): Promise<void> {
    for (const table of ['chatbot_snapshots', 'chatbot_vectors']) {
      await client.query(`delete from ${table} where snapshot = $1`, [
        snapshot,
      ]);
    }
  }

  async nearest(
    question: readonly number[],
    { groups = [], limit }: { groups?: readonly string[]; limit: number },
  ): Promise<Scored[]> {
    return this.#scores(
      `and (groups = '{}' or groups && $4::text[]) order by score desc, chunk limit $5`,
      question,
      [groups, limit],
    );
  }

  async cosines(
    question: readonly number[],
    ids: readonly string[],
  ): Promise<Map<string, number>> {
    const scored = await this.#scores('and chunk = any($4::text[])', question, [
      ids,
    ]);
    return new Map(scored.map(({ id, score }) => [id, score]));
  }

  async #scores(
    condition: string,
    question: readonly number[],
    values: unknown[],
  ): Promise<Scored[]> {
    const { rows } = await this.#client.query(
      // Both have length 1, so that the inner product, which pgvector gives negated, is the cosine.
      `select chunk as id, -(embedding <#> $3::vector) as score
       from chatbot_vectors where snapshot = $1 and model = $2 ${condition}`,
      [...this.#keys, toText(unitVector(question, 'the question')), ...values],
    );
    return rows as unknown as Scored[];
  }
}

async function createTables(client: Queryable): Promise<void> {
  // Processes that start together would all create them: the second of two gets an error even with "if not exists". Statements of
  // one query are one transaction, and the lock is held until its end.
  await client.query(
    `select pg_advisory_xact_lock(hashtext('chatbot_vectors')); ${TABLES}`,
  );
}

async function write(
  client: Queryable,
  snapshot: string,
  options: PostgresVectorOptions,
): Promise<void> {
  const chunks = inOrder(options.chunks);
  const vectors = await embedChunks(chunks, options);
  const rows = chunks.map(({ id, groups = [] }, i) => ({
    chunk: id,
    groups,
    embedding: toText(vectors[i] as Float32Array),
  }));
  for (let at = 0; at < rows.length; at += ROWS) {
    options.signal?.throwIfAborted();
    // A process that was stopped may have written some of them, and another may be writing them too.
    await client.query(
      `insert into chatbot_vectors
       select $1, $2, chunk, array(select jsonb_array_elements_text(groups)), embedding::vector
       from jsonb_to_recordset($3::jsonb) as row(chunk text, groups jsonb, embedding text)
       on conflict do nothing`,
      [snapshot, options.model, JSON.stringify(rows.slice(at, at + ROWS))],
    );
  }
}

function toText(vector: Float32Array): string {
  return `[${vector.join()}]`;
}
