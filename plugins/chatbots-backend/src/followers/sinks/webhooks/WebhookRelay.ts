import { LoggerService } from '@backstage/backend-plugin-api';
import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { findNumberedEvent } from '../../../database/auditEvents';
import { Clock, toInstant } from '../../../database/Clock';
import { Follower } from '../../../database/Follower';
import { fromJson } from '../../../database/json';
import {
  deleteWebhookDeliveries,
  failWaitingWebhookDeliveries,
  findDueWebhookDelivery,
  recordWebhookAttempt,
  WebhookDeliveryRow,
} from '../../../database/webhookDeliveries';
import {
  claimWebhookTarget,
  ensureWebhookTarget,
  markWebhookFailing,
  markWebhookHealthy,
  releaseWebhookTarget,
} from '../../../database/webhookTargets';
import { EventKeys } from '../../../keys';
import { BackOff, nextAttempt } from '../../backOff';
import { readFollowed } from '../../readFollowed';
import { toSinkEvent } from '../toSinkEvent';
import { isFor } from './createWebhookSink';
import { WebhookTarget } from './readWebhooks';
import { sendWebhook, SendResult, TIMEOUT_MS } from './sendWebhook';

/** Pauses between attempts of one delivery: 5 seconds, 20, 80 … four hours. */
const BACK_OFF: BackOff = {
  firstMs: 5000,
  factor: 4,
  longestMs: 4 * 60 * 60_000,
};
/** How long a process has a target, in milliseconds: longer than an attempt may take. */
const CLAIM_MS = 2 * TIMEOUT_MS;
/** Attempts kept of a delivery. */
const KEPT_ATTEMPTS = 20;
/** How long deliveries are kept, in milliseconds. */
const KEEP_MS = 30 * 24 * 60 * 60_000;

/** One attempt, as it is kept. */
export interface WebhookAttempt extends Omit<SendResult, 'problem'> {
  at: string;
  /** How long it took. */
  milliseconds: number;
  problem?: string;
}

/** What became of an attempt that needed no request to fail for good. */
type Refused = { problem: 'event-not-authentic' | 'not-asked-for' };

/**
 * Takes deliveries to one webhook: one at a time, in the order of the log, at least once.
 *
 * @remarks
 * One process has the target at a time, so replicas deliver each event once and in order. When that process dies, another one
 * goes on once its claim has run out, and sends again what it did not write down. A delivery that failed waits and holds up no
 * later one. What is sent is read from the event and not from the delivery, which anybody who can write the database could
 * make.
 */
export class WebhookRelay {
  readonly #knex: Knex;
  readonly #clock: Clock;
  readonly #logger: LoggerService;
  readonly #eventKeys: EventKeys;
  readonly #target: WebhookTarget;
  readonly #send: typeof sendWebhook;
  readonly #follower: Follower;
  /** Names this process in a claim. */
  readonly #claimant = randomUUID();

  constructor(options: {
    knex: Knex;
    clock: Clock;
    logger: LoggerService;
    eventKeys: EventKeys;
    target: WebhookTarget;
    send?: typeof sendWebhook;
  }) {
    this.#knex = options.knex;
    this.#clock = options.clock;
    this.#logger = options.logger;
    this.#eventKeys = options.eventKeys;
    this.#target = options.target;
    this.#send = options.send ?? sendWebhook;
    this.#follower = new Follower({
      name: `Delivering to the webhook '${options.target.id}'`,
      logger: options.logger,
      step: () => this.#step(),
    });
  }

  /** Makes the target's row. A target with another address than before begins anew. */
  async begin(): Promise<void> {
    const { id, url } = this.#target;
    await ensureWebhookTarget(this.#knex, {
      id,
      urlDigest: sha256Text(url.href),
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

  /** Ends after the delivery that is under way. */
  async stop(): Promise<void> {
    await this.#follower.stop();
    await this.#release();
  }

  /** Delivers what is due first. Resolves to whether more may be due. */
  async #step(): Promise<boolean> {
    // Asked without the claim, so that looking every second costs nothing.
    if (!(await this.#findDue()) || !(await this.#claim())) {
      return false;
    }
    await failWaitingWebhookDeliveries(this.#knex, this.#target.id);
    const row = await this.#findDue();
    if (row) {
      await this.#deliver(row);
    }
    if (!(await this.#findDue())) {
      await this.#release();
      return false;
    }
    return true;
  }

  #findDue(): Promise<WebhookDeliveryRow | undefined> {
    return findDueWebhookDelivery(this.#knex, {
      target: this.#target.id,
      now: toInstant(this.#clock.now()),
    });
  }

  #claim(): Promise<boolean> {
    const now = this.#clock.now();
    return claimWebhookTarget(this.#knex, {
      id: this.#target.id,
      by: this.#claimant,
      now: toInstant(now),
      until: toInstant(new Date(now.getTime() + CLAIM_MS)),
    });
  }

  async #release(): Promise<void> {
    const { id } = this.#target;
    await releaseWebhookTarget(this.#knex, { id, by: this.#claimant });
  }

  async #deliver(row: WebhookDeliveryRow): Promise<void> {
    const sentAt = this.#clock.now();
    const body = await this.#bodyOf(row);
    if (typeof body !== 'string') {
      await this.#record(row, { sentAt, result: body, isFinal: true });
      return;
    }
    const started = performance.now();
    const message = { id: row.event_id, body, sentAt };
    const result = await this.#send(this.#target, message);
    const milliseconds = Math.round(performance.now() - started);
    await this.#record(row, {
      sentAt,
      result,
      milliseconds,
      body,
      isFinal: result.problem === 'gone',
    });
    const { id } = this.#target;
    if (!result.problem) {
      await markWebhookHealthy(this.#knex, id);
      return;
    }
    this.#logger.warn(
      `Event ${
        row.event_id
      } was not delivered to the webhook '${id}' (attempt ${
        row.attempts + 1
      }): ${result.problem} ${result.detail ?? result.status ?? ''}`.trimEnd(),
    );
    await markWebhookFailing(this.#knex, {
      id,
      now: toInstant(sentAt),
      gone: result.problem === 'gone',
    });
  }

  /** The text to send, or why there is none. */
  async #bodyOf(row: WebhookDeliveryRow): Promise<string | Refused> {
    const stored = await findNumberedEvent(this.#knex, row.event_id);
    const read = stored ? readFollowed(stored, this.#eventKeys) : undefined;
    if (!stored || !read || 'problem' in read) {
      return { problem: 'event-not-authentic' };
    }
    const sequence = Number(stored.sequence);
    const event = toSinkEvent({ ...read.event, sequence });
    return (await isFor(this.#knex, this.#target, event))
      ? JSON.stringify({
          type: event.type,
          timestamp: event.occurredAt,
          data: event,
        })
      : { problem: 'not-asked-for' };
  }

  async #record(
    row: WebhookDeliveryRow,
    attempt: {
      sentAt: Date;
      result: SendResult | Refused;
      milliseconds?: number;
      body?: string;
      isFinal: boolean;
    },
  ): Promise<void> {
    const { sentAt, result, milliseconds = 0, body, isFinal } = attempt;
    const at = toInstant(sentAt);
    const kept: WebhookAttempt[] = fromJson(row.history);
    const one: WebhookAttempt = { at, milliseconds, ...result };
    const failures = result.problem ? row.failures + 1 : 0;
    const next = nextAttempt(failures, sentAt, BACK_OFF);
    const isOver = isFinal || !result.problem || next > row.give_up_at;
    await recordWebhookAttempt(this.#knex, row, {
      ...stateAfter(result, isOver),
      failures,
      next_attempt_at: isOver ? null : next,
      last_attempt_at: at,
      response_status: 'status' in result ? result.status ?? null : null,
      problem: result.problem ?? null,
      ...(body === undefined ? {} : { body }),
      history: JSON.stringify([...kept, one].slice(-KEPT_ATTEMPTS)),
    });
  }
}

function stateAfter(
  { problem }: SendResult | Refused,
  isOver: boolean,
): Pick<WebhookDeliveryRow, 'state'> {
  if (!problem) {
    return { state: 'delivered' };
  }
  return { state: isOver ? 'failed' : 'pending' };
}

/** Removes deliveries that were made 30 days ago. */
export async function pruneWebhookDeliveries(context: {
  knex: Knex;
  clock: Clock;
}): Promise<void> {
  const before = new Date(context.clock.now().getTime() - KEEP_MS);
  await deleteWebhookDeliveries(context.knex, toInstant(before));
}
