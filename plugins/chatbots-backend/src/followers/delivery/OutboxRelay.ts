import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { Knex } from 'knex';
import { Clock, toInstant } from '../../database/Clock';
import { isPostgres } from '../../database/isPostgres';
import {
  OutboxRow,
  deleteDelivered,
  dueMessages,
  updateMessage,
} from '../../database/outbox';
import { Courier } from './Courier';

/** Messages of one transaction. */
const PAGE = 50;
/** First pause after a failure, in milliseconds; doubled each time. */
const FIRST_PAUSE_MS = 2000;
/** Longest pause, in milliseconds. */
const LONGEST_PAUSE_MS = 10 * 60_000;
/** How long what was delivered is kept, in milliseconds. */
const KEEP_MS = 7 * 24 * 60 * 60_000;

/**
 * Takes messages out of the outbox to those outside the database, in order, at least once.
 *
 * @remarks
 * On PostgreSQL rows are locked while they are delivered and locked ones are passed over, so replicas share the work. A
 * message that can't be delivered waits longer each time and holds up no other. Nothing is told before it has its number:
 * those who follow the numbers would look, find nothing, and look again only when they are told next.
 */
export class OutboxRelay {
  readonly #knex: Knex;
  readonly #clock: Clock;
  readonly #logger: LoggerService;
  readonly #courier: Courier;
  readonly #numberEvents: () => Promise<void>;
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  constructor(options: {
    knex: Knex;
    clock: Clock;
    logger: LoggerService;
    courier: Courier;
    /** Resolves when everything committed before the call has its number in the log. */
    numberEvents(): Promise<void>;
  }) {
    this.#knex = options.knex;
    this.#clock = options.clock;
    this.#logger = options.logger;
    this.#courier = options.courier;
    this.#numberEvents = options.numberEvents;
  }

  /** Asks for a run; calls during a run are answered by one more. Never throws. */
  wake(): void {
    if (this.#stopped) {
      return;
    }
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = this.drain()
      .catch(error =>
        this.#logger.error(
          'Emptying the outbox failed; it is tried again at the next change',
          toError(error) as Error,
        ),
      )
      .finally(() => {
        this.#running = undefined;
        if (this.#again) {
          this.#again = false;
          this.wake();
        }
      });
  }

  /** Ends after the page that is being delivered. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  /** Delivers everything that is due. */
  async drain(): Promise<void> {
    while (!this.#stopped && (await this.#relayPage()) === PAGE) {
      // The next page.
    }
  }

  /** Removes what was delivered long ago. */
  async prune(): Promise<void> {
    const before = new Date(this.#clock.now().getTime() - KEEP_MS);
    await deleteDelivered(this.#knex, toInstant(before));
  }

  /** Returns how many messages it tried. */
  async #relayPage(): Promise<number> {
    // SQLite's one connection must stay free while a message is under way: those who are told may ask back.
    return isPostgres(this.#knex)
      ? this.#knex.transaction(async db => {
          const rows = await this.#due(db).forUpdate().skipLocked();
          return this.#deliver(db, rows);
        })
      : this.#deliver(this.#knex, await this.#due(this.#knex));
  }

  #due(db: Knex) {
    return dueMessages(db, {
      now: toInstant(this.#clock.now()),
      limit: PAGE,
    });
  }

  async #deliver(db: Knex, rows: readonly OutboxRow[]): Promise<number> {
    if (rows.length > 0) {
      // The sequencer logs why it failed. A log that can't be numbered must not keep people from what is for them.
      await this.#numberEvents().catch(() => undefined);
    }
    for (const row of rows) {
      const outcome = await this.#tryOne(row);
      await updateMessage(db, row.id, outcome);
    }
    return rows.length;
  }

  async #tryOne(row: OutboxRow): Promise<Partial<OutboxRow>> {
    const now = this.#clock.now();
    const attempts = row.attempts + 1;
    try {
      await this.#courier.deliver(row);
      return { attempts, dispatched_at: toInstant(now) };
    } catch (error) {
      const pause = Math.min(
        FIRST_PAUSE_MS * 2 ** Math.min(row.attempts, 20),
        LONGEST_PAUSE_MS,
      );
      // Without the payload, which names people.
      this.#logger.warn(
        `Message ${row.message_id} of topic '${row.topic}' was not delivered (attempt ${attempts})`,
        toError(error) as Error,
      );
      return {
        attempts,
        not_before: toInstant(new Date(now.getTime() + pause)),
      };
    }
  }
}
