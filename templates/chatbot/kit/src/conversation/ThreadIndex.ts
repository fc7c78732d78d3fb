/** Names a thread together with whoever began it. */
export interface ThreadKey {
  thread: string;
  /** Who asks; only this subject may go on with the thread. */
  subject: string;
}

/** What came of counting a turn: `unknown` also where the thread is another subject's, or has expired. */
export type TakenTurn = 'taken' | 'unknown' | 'full';

/**
 * Which threads there are, whose they are, and when they were last used. The checkpointer keeps neither subjects nor times.
 *
 * Times come from the caller, so that one clock decides.
 */
export interface ThreadIndex {
  /** Records a thread that begins, with its first turn taken. */
  add(key: ThreadKey, now: Date): Promise<void>;
  /** Counts a turn of a thread that was used after `expired`, unless it has had them all. */
  take(
    key: ThreadKey,
    bounds: { now: Date; expired: Date; maxTurns: number },
  ): Promise<TakenTurn>;
  /** Takes a turn back that came to nothing. */
  giveBack(thread: string): Promise<void>;
  /** Whether a thread is the subject's and was used after `expired`. */
  has(key: ThreadKey, expired: Date): Promise<boolean>;
  /** Whether a thread is recorded, expired or not. */
  isRecorded(thread: string): Promise<boolean>;
  /** The subject's threads that are too many where this one and those used last stay, `keep` in all. */
  beyond(key: ThreadKey, keep: number): Promise<string[]>;
  /** Threads that nobody used after `expired`. */
  unused(expired: Date): Promise<string[]>;
  /** Forgets threads. */
  remove(threads: readonly string[]): Promise<void>;
}

interface Row extends ThreadKey {
  turns: number;
  usedAt: number;
}

/** The threads of one process. */
export class MemoryThreadIndex implements ThreadIndex {
  /** In the order of their last use. */
  readonly #rows = new Map<string, Row>();

  private constructor() {}

  static create(): MemoryThreadIndex {
    return new MemoryThreadIndex();
  }

  async add(key: ThreadKey, now: Date): Promise<void> {
    this.#rows.set(key.thread, { ...key, turns: 1, usedAt: now.getTime() });
  }

  async take(
    key: ThreadKey,
    { now, expired, maxTurns }: { now: Date; expired: Date; maxTurns: number },
  ): Promise<TakenTurn> {
    const row = this.#find(key, expired);
    if (row === undefined) {
      return 'unknown';
    }
    if (row.turns >= maxTurns) {
      return 'full';
    }
    this.#rows.delete(key.thread);
    this.#rows.set(key.thread, {
      ...row,
      turns: row.turns + 1,
      usedAt: now.getTime(),
    });
    return 'taken';
  }

  async giveBack(thread: string): Promise<void> {
    const row = this.#rows.get(thread);
    if (row !== undefined) {
      row.turns -= 1;
    }
  }

  async has(key: ThreadKey, expired: Date): Promise<boolean> {
    return this.#find(key, expired) !== undefined;
  }

  async isRecorded(thread: string): Promise<boolean> {
    return this.#rows.has(thread);
  }

  async beyond(
    { thread: stays, subject }: ThreadKey,
    keep: number,
  ): Promise<string[]> {
    const others = [...this.#rows.values()].filter(
      row => row.subject === subject && row.thread !== stays,
    );
    return others
      .slice(0, Math.max(0, others.length - (keep - 1)))
      .map(({ thread }) => thread);
  }

  async unused(expired: Date): Promise<string[]> {
    return [...this.#rows.values()]
      .filter(({ usedAt }) => usedAt <= expired.getTime())
      .map(({ thread }) => thread);
  }

  async remove(threads: readonly string[]): Promise<void> {
    threads.forEach(thread => this.#rows.delete(thread));
  }

  #find({ thread, subject }: ThreadKey, expired: Date): Row | undefined {
    const row = this.#rows.get(thread);
    return row !== undefined &&
      row.subject === subject &&
      row.usedAt > expired.getTime()
      ? row
      : undefined;
  }
}
