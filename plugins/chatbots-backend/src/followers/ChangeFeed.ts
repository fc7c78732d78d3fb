import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  parseAuditEventText,
  readStoredEvent,
  StoredEvent,
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
import { listChatbotsUnchangedAfter } from '../database/chatbots';
import { EventKeys } from '../keys';
import {
  changedChatbot,
  CHATBOT_EVENTS,
  EVENT_EFFECTS,
} from '../records/eventEffects';
import { readFollowed } from './readFollowed';

/** Events looked at in one query. */
const PAGE = 1000;

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
   * About `limit` chatbots, each once, in the order of their first change. A policy that comes into force changes the gates of every
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
    const read = await this.#reader();
    for (;;) {
      const rows = await listLogFrom(this.#knex, {
        from: cursor,
        limit: PAGE,
      });
      for (const row of rows) {
        const sequence = Number(row.sequence);
        const event = read(row);
        if (event && EVENT_EFFECTS[event.type] === 'every-gate') {
          // Those that no later event makes due anyway.
          const unchanged = await listChatbotsUnchangedAfter(this.#knex, {
            sequence,
            types: CHATBOT_EVENTS,
          });
          unchanged.forEach(name => chatbots.add(name));
        }
        const chatbot = event && changedChatbot(event);
        if (chatbot !== undefined && !chatbots.has(chatbot)) {
          if (chatbots.size >= options.limit) {
            return { chatbots: [...chatbots], cursor, revision, more: true };
          }
          chatbots.add(chatbot);
        }
        cursor = sequence + 1;
      }
      if (rows.length < PAGE) {
        return { chatbots: [...chatbots], cursor, revision, more: false };
      }
    }
  }

  /** Reads what the portal wrote, and what stands in the log from before there were MACs. */
  async #reader(): Promise<(row: AuditEventRow) => StoredEvent | undefined> {
    const upgraded = await findFirstOfType(this.#knex, 'log.upgraded');
    const legacyBelow = upgraded ? Number(upgraded.sequence) : Infinity;
    return row => {
      if (row.mac !== null) {
        const read = readFollowed(row, this.#eventKeys);
        return 'event' in read ? read.event : undefined;
      }
      return Number(row.sequence) < legacyBelow ? readOld(row) : undefined;
    };
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
    await this.#unitOfWork.run({ actor: PORTAL, derived: true }, async work => {
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
        throw errorWithReason(
          'conflicting-write',
          `Another one followed the changes for ${consumer} at the same time`,
        );
      }
    });
  }
}

/** An event of before. What somebody changed in it since is for fsck to find. */
function readOld(row: AuditEventRow): StoredEvent | undefined {
  try {
    return readStoredEvent(parseAuditEventText(row.body));
  } catch {
    return undefined;
  }
}
