import { Knex } from 'knex';
import { Actor } from './Actor';
import { Clock, toInstant } from './Clock';
import { beginWrite, isPostgres } from './dialect';
import { retryTransaction } from './retryTransaction';
import { ChatbotEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';

/** Who changes something, and since when it is true. */
export interface WorkContext {
  actor: Actor;
  /** Only for example histories; now when absent. */
  occurredAt?: Date;
  /** Marks everything written as example data. */
  demo?: boolean;
  /**
   * What is written follows from the log, or notes how far somebody read it: it goes on while the log takes no events, so that
   * pages can be read.
   */
  derived?: boolean;
}

/** Says whether the log takes events. */
export interface WriteGuard {
  /** Throws why it takes none. Asks nothing of the database. */
  assertWritable(): void;
  /** Whether it takes them. */
  readonly isOpen: boolean;
}

/** When and by whom; the same for all events of one unit of work. */
export interface AuditContext {
  actor: Actor;
  /** RFC 3339. When the fact became true; in the past for example histories. */
  occurredAt: string;
  /** RFC 3339. When it was written down. */
  recordedAt: string;
  demo: boolean;
}

/** Writes audit events into the transaction of the change they describe. */
export interface AuditAppender {
  append(
    db: Knex.Transaction,
    event: ChatbotEvent,
    context: AuditContext,
  ): Promise<void>;
}

/** What a command has inside its transaction, and all it has. */
export interface Work {
  /** The transaction. There is no other handle to the database in here. */
  readonly db: Knex.Transaction;
  /** The instant of the change, RFC 3339. */
  readonly now: string;
  readonly actor: Actor;
  readonly demo: boolean;
  /** Writes the audit event of the change. What happens outside the database follows from it. */
  record(event: ChatbotEvent): Promise<void>;
  /** Says that the command found everything as asked and wrote nothing. */
  unchanged(): void;
}

/**
 * The one way to write. A command's rows and its audit events stand in one transaction.
 *
 * @remarks
 * A command locks the row it decides on, reads, decides and writes; unique constraints back it. Serialisation failures and
 * deadlocks are retried, so `work` may run more than once and must do SQL only.
 */
export class UnitOfWork {
  readonly #knex: Knex;
  readonly #clock: Clock;
  readonly #audit: AuditAppender;
  readonly #guard: WriteGuard | undefined;
  readonly #afterCommit = new Set<() => void>();

  static create(options: {
    knex: Knex;
    clock: Clock;
    audit: AuditAppender;
    /** Asked before each write. */
    guard?: WriteGuard;
  }): UnitOfWork {
    return new UnitOfWork(options);
  }

  private constructor(options: {
    knex: Knex;
    clock: Clock;
    audit: AuditAppender;
    guard?: WriteGuard;
  }) {
    this.#knex = options.knex;
    this.#clock = options.clock;
    this.#audit = options.audit;
    this.#guard = options.guard;
  }

  /** Whether the log takes events. Who acts outside the portal asks first, since nothing could be written down of it. */
  get isOpen(): boolean {
    return this.#guard?.isOpen ?? true;
  }

  /** Calls back after each commit that wrote something, in this process. */
  onCommit(listener: () => void): void {
    this.#afterCommit.add(listener);
  }

  async run<T>(
    context: WorkContext,
    work: (work: Work) => Promise<T>,
  ): Promise<T> {
    if (!context.derived) {
      this.#guard?.assertWritable();
    }
    const { result, recorded } = await retryTransaction(() =>
      this.#knex.transaction(async db => {
        await beginWrite(db);
        const scope = this.#scope(db, context);
        const value = await work(scope.work);
        const counts = scope.counts();
        if (counts.recorded === 0 && !counts.unchanged) {
          throw new Error(
            'A unit of work must record an audit event or say that it changed nothing',
          );
        }
        if (counts.recorded > 0 && isPostgres(this.#knex)) {
          // Sent by the database at commit, so every replica wakes and none too early.
          await db.raw('select pg_notify(?, ?)', ['chatbots_committed', '']);
        }
        return { result: value, recorded: counts.recorded };
      }),
    );
    if (recorded > 0) {
      for (const listener of this.#afterCommit) {
        listener();
      }
    }
    return result;
  }

  #scope(db: Knex.Transaction, context: WorkContext) {
    const recordedAt = toInstant(this.#clock.now());
    const occurredAt = context.occurredAt
      ? toInstant(context.occurredAt)
      : recordedAt;
    const demo = context.demo ?? false;
    let recorded = 0;
    let unchanged = false;
    const work: Work = {
      db,
      now: occurredAt,
      actor: context.actor,
      demo,
      record: async event => {
        // It may have been found out since the work began.
        this.#guard?.assertWritable();
        recorded += 1;
        await this.#audit.append(db, event, {
          actor: context.actor,
          occurredAt,
          recordedAt,
          demo,
        });
      },
      unchanged: () => {
        unchanged = true;
      },
    };
    return { work, counts: () => ({ recorded, unchanged }) };
  }
}
