import { randomBytes } from 'node:crypto';
import type { ThreadHistory, Turn } from './ThreadHistory.ts';
import type { ThreadIndex, ThreadKey } from './ThreadIndex.ts';

/** Whoever is not signed in. All of them are one subject: what keeps them apart is that a thread's id can't be guessed. */
export const ANONYMOUS = 'anonymous';

/** How long threads are, how many there are, and when they end. */
export interface ConversationLimits {
  /** Questions in one thread. */
  maxTurns: number;
  /** Threads of one subject; when another begins, the one used longest ago ends. */
  maxThreadsPerSubject: number;
  /** The same for all together who are not signed in. */
  maxAnonymousThreads: number;
  /** A thread ends when nobody has used it for so long. */
  expiryMinutes: number;
}

/** Why a question can't be part of the thread that it names. */
export class ConversationError extends Error {
  override readonly name = 'ConversationError';
  readonly code: 'thread-not-found' | 'thread-full';

  private constructor(code: ConversationError['code'], message: string) {
    super(message);
    this.code = code;
  }

  /** Another's thread, one that has ended and one that never was are told in the same words. */
  static notFound(): ConversationError {
    return new ConversationError(
      'thread-not-found',
      'There is no such conversation, or it has ended: ask without "thread" to begin another',
    );
  }

  static full(maxTurns: number): ConversationError {
    return new ConversationError(
      'thread-full',
      `A conversation has at most ${maxTurns} questions: ask without "thread" to begin another`,
    );
  }
}

/** A question's place in a thread. */
export interface OpenTurn {
  thread: string;
  /** What was said before, oldest first. */
  history: Turn[];
  /** Adds what was said, unless the thread was deleted meanwhile. */
  keep(turn: Turn): Promise<void>;
  /** Undoes what opening did, where there is no answer to keep. */
  abandon(): Promise<void>;
}

const SWEEP_MS = 60_000;

/** The threads in which people ask, one question after another. */
export class Conversations {
  readonly #index: ThreadIndex;
  readonly #history: ThreadHistory;
  readonly #limits: ConversationLimits;
  readonly #now: () => Date;
  #sweptAt = 0;

  private constructor(
    index: ThreadIndex,
    history: ThreadHistory,
    limits: ConversationLimits,
    now: () => Date,
  ) {
    this.#index = index;
    this.#history = history;
    this.#limits = limits;
    this.#now = now;
  }

  static create(parts: {
    index: ThreadIndex;
    history: ThreadHistory;
    limits: ConversationLimits;
    now?: () => Date;
  }): Conversations {
    const { index, history, limits, now = () => new Date() } = parts;
    return new Conversations(index, history, limits, now);
  }

  /**
   * Opens the next turn of a thread, or the first one of a new thread, and counts it.
   *
   * @throws ConversationError where the thread is not there for this subject, or has had all its turns
   */
  async open(subject: string, thread?: string): Promise<OpenTurn> {
    if (this.#now().getTime() - this.#sweptAt >= SWEEP_MS) {
      await this.sweep();
    }
    if (thread === undefined) {
      return this.#begin(subject);
    }
    const taken = await this.#index.take(
      { thread, subject },
      {
        now: this.#now(),
        expired: this.#expired(),
        maxTurns: this.#limits.maxTurns,
      },
    );
    if (taken !== 'taken') {
      throw taken === 'full'
        ? ConversationError.full(this.#limits.maxTurns)
        : ConversationError.notFound();
    }
    return {
      thread,
      history: await this.#history.read(thread),
      keep: turn => this.#keep(thread, turn),
      abandon: () => this.#index.giveBack(thread),
    };
  }

  /**
   * Deletes a thread and what was said in it.
   *
   * @throws ConversationError where it is not there for this subject
   */
  async delete(key: ThreadKey): Promise<void> {
    if (!(await this.#index.has(key, this.#expired()))) {
      throw ConversationError.notFound();
    }
    await this.#end([key.thread]);
  }

  /** Deletes what has expired. It comes with questions, at most once a minute; where nobody asks, something else must call it. */
  async sweep(): Promise<void> {
    this.#sweptAt = this.#now().getTime();
    await this.#end(await this.#index.unused(this.#expired()));
  }

  async #begin(subject: string): Promise<OpenTurn> {
    const thread = randomBytes(24).toString('base64url');
    const key = { thread, subject };
    await this.#index.add(key, this.#now());
    const { maxAnonymousThreads, maxThreadsPerSubject } = this.#limits;
    const most =
      subject === ANONYMOUS ? maxAnonymousThreads : maxThreadsPerSubject;
    await this.#end(await this.#index.beyond(key, most));
    return {
      thread,
      history: [],
      keep: turn => this.#keep(thread, turn),
      abandon: () => this.#index.remove([thread]),
    };
  }

  async #keep(thread: string, turn: Turn): Promise<void> {
    await this.#history.append(thread, turn);
    // A thread that was deleted while its question was answered must not come back.
    if (!(await this.#index.isRecorded(thread))) {
      await this.#history.delete(thread);
    }
  }

  /**
   * What was said goes first, because a thread that is still recorded is ended again after a failure; and once more at last, because
   * an answer may have been kept in between.
   */
  async #end(threads: readonly string[]): Promise<void> {
    if (threads.length === 0) {
      return;
    }
    const forget = async () => {
      for (const thread of threads) {
        await this.#history.delete(thread);
      }
    };
    await forget();
    await this.#index.remove(threads);
    await forget();
  }

  #expired(): Date {
    return new Date(
      this.#now().getTime() - this.#limits.expiryMinutes * 60_000,
    );
  }
}
