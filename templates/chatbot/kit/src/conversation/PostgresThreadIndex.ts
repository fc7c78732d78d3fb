import type { Queryable } from '../retrieval/PostgresVectorIndex.ts';
import type { TakenTurn, ThreadIndex, ThreadKey } from './ThreadIndex.ts';

const TABLE = `
  create table if not exists chatbot_threads (
    thread text primary key,
    subject text not null,
    turns integer not null,
    used_at timestamptz not null
  );
  create index if not exists chatbot_threads_subject on chatbot_threads (subject, used_at);
  create index if not exists chatbot_threads_used_at on chatbot_threads (used_at);
`;

/** Threads in PostgreSQL, for a bot of more than one process. */
export class PostgresThreadIndex implements ThreadIndex {
  readonly #client: Queryable;

  private constructor(client: Queryable) {
    this.#client = client;
  }

  /** Creates the table where it is missing. Processes that start together must not do so at the same time: the caller sees to it. */
  static async open(client: Queryable): Promise<PostgresThreadIndex> {
    await client.query(TABLE);
    return new PostgresThreadIndex(client);
  }

  async add({ thread, subject }: ThreadKey, now: Date): Promise<void> {
    await this.#client.query(
      'insert into chatbot_threads (thread, subject, turns, used_at) values ($1, $2, 1, $3)',
      [thread, subject, now],
    );
  }

  async take(
    key: ThreadKey,
    { now, expired, maxTurns }: { now: Date; expired: Date; maxTurns: number },
  ): Promise<TakenTurn> {
    const { thread, subject } = key;
    const { rows } = await this.#client.query(
      `update chatbot_threads set turns = turns + 1, used_at = $3
       where thread = $1 and subject = $2 and used_at > $4 and turns < $5
       returning turns`,
      [thread, subject, now, expired, maxTurns],
    );
    if (rows.length > 0) {
      return 'taken';
    }
    return (await this.has(key, expired)) ? 'full' : 'unknown';
  }

  async giveBack(thread: string): Promise<void> {
    await this.#client.query(
      'update chatbot_threads set turns = turns - 1 where thread = $1',
      [thread],
    );
  }

  async has({ thread, subject }: ThreadKey, expired: Date): Promise<boolean> {
    const { rows } = await this.#client.query(
      'select 1 from chatbot_threads where thread = $1 and subject = $2 and used_at > $3',
      [thread, subject, expired],
    );
    return rows.length > 0;
  }

  async isRecorded(thread: string): Promise<boolean> {
    const { rows } = await this.#client.query(
      'select 1 from chatbot_threads where thread = $1',
      [thread],
    );
    return rows.length > 0;
  }

  async beyond(
    { thread, subject }: ThreadKey,
    keep: number,
  ): Promise<string[]> {
    const { rows } = await this.#client.query(
      `select thread from chatbot_threads where subject = $1 and thread <> $2
       order by used_at desc, thread offset $3`,
      [subject, thread, keep - 1],
    );
    return rows.map(row => String(row.thread));
  }

  async unused(expired: Date): Promise<string[]> {
    const { rows } = await this.#client.query(
      'select thread from chatbot_threads where used_at <= $1',
      [expired],
    );
    return rows.map(({ thread }) => String(thread));
  }

  async remove(threads: readonly string[]): Promise<void> {
    await this.#client.query(
      'delete from chatbot_threads where thread = any($1)',
      [threads],
    );
  }
}
