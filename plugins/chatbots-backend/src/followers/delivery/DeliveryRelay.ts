import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { Knex } from 'knex';
import { Clock, toInstant } from '../../database/Clock';
import {
  deleteDelivered,
  DeliveryRow,
  takeDueDeliveries,
  updateDelivery,
} from '../../database/deliveries';
import { Follower } from '../../database/Follower';
import { isPostgres } from '../../database/dialect';
import { EventKeys } from '../../keys';
import { NameReader } from '../../people';
import { NotificationSender } from './NotificationSender';
import { nextAttempt } from '../backOff';
import { deliver } from './deliver';

/** Deliveries of one transaction. */
const PAGE = 50;
/** How long what was delivered is kept, in milliseconds. */
const KEEP_MS = 7 * 24 * 60 * 60_000;

/**
 * Takes deliveries to those outside the database, in order, at least once.
 *
 * @remarks
 * On PostgreSQL rows are locked while they are delivered and locked ones are passed over, so replicas share the work. A
 * delivery that fails waits longer each time and holds up no other.
 */
export class DeliveryRelay {
  readonly #knex: Knex;
  readonly #clock: Clock;
  readonly #logger: LoggerService;
  readonly #eventKeys: EventKeys;
  readonly #sender: NotificationSender;
  readonly #registryReviewers: readonly string[];
  readonly #names: NameReader;
  readonly #follower: Follower;

  constructor(options: {
    knex: Knex;
    clock: Clock;
    logger: LoggerService;
    eventKeys: EventKeys;
    sender: NotificationSender;
    /** Entity refs of the groups that accept what is proposed of chatbots. */
    registryReviewers: readonly string[];
    /** What people call groups. */
    names: NameReader;
  }) {
    this.#knex = options.knex;
    this.#clock = options.clock;
    this.#logger = options.logger;
    this.#eventKeys = options.eventKeys;
    this.#sender = options.sender;
    this.#registryReviewers = options.registryReviewers;
    this.#names = options.names;
    this.#follower = new Follower({
      name: 'Delivering',
      logger: options.logger,
      step: async () => (await this.#relayPage()) === PAGE,
    });
  }

  /** Asks for a run. Never throws. */
  wake(): void {
    this.#follower.wake();
  }

  /** Delivers everything that is due. */
  async drain(): Promise<void> {
    await this.#follower.run();
  }

  /** Ends after the page that is being delivered. */
  async stop(): Promise<void> {
    await this.#follower.stop();
  }

  /** Removes what was delivered long ago. */
  async prune(): Promise<void> {
    const before = new Date(this.#clock.now().getTime() - KEEP_MS);
    await deleteDelivered(this.#knex, toInstant(before));
  }

  /** Returns how many deliveries it tried. */
  async #relayPage(): Promise<number> {
    // SQLite's one connection must stay free while a message is under way: those who are told may ask back.
    return isPostgres(this.#knex)
      ? this.#knex.transaction(db => this.#tryPage(db))
      : this.#tryPage(this.#knex);
  }

  async #tryPage(db: Knex): Promise<number> {
    const rows = await takeDueDeliveries(db, {
      now: toInstant(this.#clock.now()),
      limit: PAGE,
    });
    for (const row of rows) {
      await updateDelivery(db, row.id, await this.#tryOne(row));
    }
    return rows.length;
  }

  /** Reads beside the transaction, which must hold no more than deliveries while others are told. */
  async #tryOne(row: DeliveryRow): Promise<Partial<DeliveryRow>> {
    const now = this.#clock.now();
    const attempts = row.attempts + 1;
    try {
      await deliver(
        {
          db: this.#knex,
          sender: this.#sender,
          eventKeys: this.#eventKeys,
          registryReviewers: this.#registryReviewers,
          names: this.#names,
          now,
        },
        row,
      );
      return { attempts, delivered_at: toInstant(now) };
    } catch (error) {
      // Without the payload, which names people.
      this.#logger.warn(
        `Message ${row.message_id} of topic '${row.topic}' was not delivered (attempt ${attempts})`,
        toError(error) as Error,
      );
      return { attempts, not_before: nextAttempt(attempts, now) };
    }
  }
}
