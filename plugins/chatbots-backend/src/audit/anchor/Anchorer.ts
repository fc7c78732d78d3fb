import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { AuditAnchor } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { Knex } from 'knex';
import { Clock, toInstant } from '../../database/Clock';
import { Follower } from '../../database/Follower';
import {
  findNewestCheckpoint,
  insertAnchored,
  isAnchored,
} from '../../database/auditLog';

/**
 * Takes the newest checkpoint to every anchor. A failing anchor is logged, never holds up another, and is tried again with
 * the next checkpoint; the age of the last success stands on the audit page.
 */
export class Anchorer {
  readonly #knex: Knex;
  readonly #clock: Clock;
  readonly #logger: LoggerService;
  readonly #anchors: readonly AuditAnchor[];
  readonly #follower: Follower;

  constructor(options: {
    knex: Knex;
    clock: Clock;
    logger: LoggerService;
    anchors: readonly AuditAnchor[];
  }) {
    this.#knex = options.knex;
    this.#clock = options.clock;
    this.#logger = options.logger;
    this.#anchors = options.anchors;
    this.#follower = new Follower({
      name: 'Anchoring',
      logger: options.logger,
      step: async () => {
        await this.run();
        return false;
      },
    });
  }

  /** Asks for a run. Never throws. */
  wake(): void {
    this.#follower.wake();
  }

  /** Ends after what is being anchored. */
  async stop(): Promise<void> {
    await this.#follower.stop();
  }

  async run(): Promise<void> {
    const checkpoint = await findNewestCheckpoint(this.#knex);
    if (!checkpoint) {
      return;
    }
    const size = Number(checkpoint.size);
    for (const anchor of this.#anchors) {
      try {
        if (!(await isAnchored(this.#knex, anchor.id, size))) {
          await anchor.anchor({ size, note: checkpoint.note });
          await insertAnchored(this.#knex, {
            anchor: anchor.id,
            size,
            anchored_at: toInstant(this.#clock.now()),
          });
        }
      } catch (error) {
        this.#logger.error(
          `Anchor '${anchor.id}' did not take the checkpoint of size ${size}`,
          toError(error) as Error,
        );
      }
    }
  }
}
