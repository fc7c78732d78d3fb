import {
  Api,
  reasoned,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import {
  EventType,
  isEventType,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Knex } from 'knex';
import { Clock, toInstant } from '../database/Clock';
import { PORTAL } from '../database/Actor';
import { UnitOfWork } from '../database/UnitOfWork';
import {
  advanceChangeCursor,
  findChangeCursor,
} from '../database/changeCursors';
import { readLogSize } from '../database/auditLog';
import {
  AuditEventRow,
  findFirstOfType,
  listLogFrom,
} from '../database/auditEvents';
import { authenticateEvent } from '../audit/authenticateEvent';
import { EventKeys } from '../keys';

/** Events looked at in one query. */
const PAGE = 1000;

/** Which chatbots an event makes due. */
const MAKES_DUE: Record<
  EventType,
  'its-chatbot' | 'every-chatbot' | 'no-chatbot'
> = {
  'chatbot.registered': 'its-chatbot',
  'chatbot.facts-changed': 'its-chatbot',
  'token.issued': 'its-chatbot',
  'token.exchanged': 'its-chatbot',
  'token.revoked': 'its-chatbot',
  'version.reported': 'its-chatbot',
  'evaluation.reported': 'its-chatbot',
  'policy.proposed': 'no-chatbot',
  'policy.approved': 'no-chatbot',
  'policy.activated': 'every-chatbot',
  'promotion.requested': 'its-chatbot',
  'promotion.reopened': 'its-chatbot',
  'promotion.rebound': 'its-chatbot',
  'promotion.decided': 'its-chatbot',
  'promotion.decision-withdrawn': 'its-chatbot',
  'promotion.approved': 'its-chatbot',
  'promotion.withdrawn': 'its-chatbot',
  'promotion.rejected': 'its-chatbot',
  'promotion.expired': 'its-chatbot',
  'promotion.void': 'its-chatbot',
  'promotion.superseded': 'its-chatbot',
  'promotion.released': 'its-chatbot',
  'promotion.deploying': 'its-chatbot',
  'deployment.step-reported': 'its-chatbot',
  'deployment.deployed': 'its-chatbot',
  'deployment.rolled-back': 'its-chatbot',
  'deployment.failed': 'its-chatbot',
  'promotion.deployed': 'its-chatbot',
  'promotion.rolled-back': 'its-chatbot',
  'promotion.failed': 'its-chatbot',
  'audit.exported': 'no-chatbot',
  'log.upgraded': 'no-chatbot',
};

/** What another version of the portal recorded may concern its chatbot. */
function makesDue(type: string) {
  return isEventType(type) ? MAKES_DUE[type] : 'its-chatbot';
}

/**
 * Which chatbots changed since a consumer last looked.
 *
 * @remarks
 * A cursor is how many events of the log a consumer has seen: numbers are given after commit and without gaps, so nothing
 * can turn up behind it. A consumer acknowledges after it has done its part, so each change reaches it at least once. Nothing
 * is due because of an event that the portal did not write.
 */
export class ChangeFeed {
  readonly #knex: Knex;
  readonly #unitOfWork: UnitOfWork;
  readonly #clock: Clock;
  readonly #eventKeys: EventKeys;

  constructor(options: {
    knex: Knex;
    unitOfWork: UnitOfWork;
    clock: Clock;
    eventKeys: EventKeys;
  }) {
    this.#knex = options.knex;
    this.#unitOfWork = options.unitOfWork;
    this.#clock = options.clock;
    this.#eventKeys = options.eventKeys;
  }

  /**
   * About `limit` chatbots, each once, in the order of their first change. A policy that comes into force judges every
   * version anew, so it makes all of them due at once, however many they are.
   */
  async read(options: {
    consumer: string;
    limit: number;
  }): Promise<Api.Changes> {
    const stored = await findChangeCursor(this.#knex, options.consumer);
    let cursor = Number(stored?.cursor ?? 0);
    const revision = Number(stored?.revision ?? 0);
    const chatbots = new Set<string>();
    const isAuthentic = await this.#authenticity();
    for (;;) {
      const events = await listLogFrom(this.#knex, {
        from: cursor,
        limit: PAGE,
      });
      for (const event of events) {
        const { sequence, chatbot, type } = event;
        const due = isAuthentic(event) ? makesDue(type) : 'no-chatbot';
        if (due === 'every-chatbot') {
          const unchanged = await this.#unchangedSince(Number(sequence));
          unchanged.forEach(name => chatbots.add(name));
        }
        if (
          due === 'its-chatbot' &&
          chatbot !== null &&
          !chatbots.has(chatbot)
        ) {
          if (chatbots.size >= options.limit) {
            return { chatbots: [...chatbots], cursor, revision, more: true };
          }
          chatbots.add(chatbot);
        }
        cursor = Number(sequence) + 1;
      }
      if (events.length < PAGE) {
        return { chatbots: [...chatbots], cursor, revision, more: false };
      }
    }
  }

  /** Tells what the portal wrote: before `log.upgraded` events had no MAC. */
  async #authenticity(): Promise<(event: AuditEventRow) => boolean> {
    const upgraded = await findFirstOfType(this.#knex, 'log.upgraded');
    const legacyBelow = upgraded ? Number(upgraded.sequence) : Infinity;
    return event =>
      event.mac === null
        ? Number(event.sequence) < legacyBelow
        : authenticateEvent(event, this.#eventKeys) === undefined;
  }

  /** Those that no later event makes due anyway. */
  async #unchangedSince(sequence: number): Promise<string[]> {
    const later = this.#knex('audit_events')
      .whereRaw('audit_events.chatbot = chatbots.name')
      .where('sequence', '>', sequence)
      .select(this.#knex.raw('1'));
    return this.#knex('chatbots')
      .whereNotExists(later)
      .orderBy('name')
      .pluck('name');
  }

  /**
   * Stores how far a consumer came. Throws `conflicting-write` when another replica of it acknowledged since this one read: what
   * the two did in between may have crossed, so it has to be done again.
   */
  async acknowledge(options: {
    consumer: string;
    cursor: number;
    revision: number;
  }): Promise<void> {
    const { consumer, revision } = options;
    const now = toInstant(this.#clock.now());
    await this.#unitOfWork.run({ actor: PORTAL }, async work => {
      work.unchanged();
      // What lies beyond the log's end was never read; storing it would skip what comes.
      const size = await readLogSize(work.db);
      const advanced = await advanceChangeCursor(work.db, {
        consumer,
        cursor: Math.min(options.cursor, size),
        revision,
        now,
      });
      if (!advanced) {
        throw reasoned(
          'conflicting-write',
          `Another one followed the changes for ${consumer} at the same time`,
        );
      }
    });
  }
}
