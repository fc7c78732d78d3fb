import {
  parseAuditEventText,
  readStoredEvent,
  StoredEvent,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Knex } from 'knex';
import { PORTAL } from '../../database/Actor';
import { listEventsAbout } from '../../database/auditEvents';
import { lockLogRow } from '../../database/auditLog';
import { UnitOfWork } from '../../database/UnitOfWork';
import { EventKeys } from '../../keys';
import { authenticateEvent } from '../authenticateEvent';

/** Events that say what anchors held. */
const TYPES = ['log.anchored', 'log.anchor-replaced'] as const;

/**
 * Remembers in the log itself which anchors held a checkpoint of it, so that one which was emptied is told from a new one.
 *
 * @remarks
 * A row beside the log could be deleted by whoever empties the anchor, and nothing would show. An event of the log can't be:
 * its number would be missing.
 */
export class AnchorHistory {
  readonly #options: {
    knex: Knex;
    unitOfWork: UnitOfWork;
    eventKeys: EventKeys;
  };
  /** Ids of anchors that this process knows to have held something. */
  readonly #known = new Set<string>();

  constructor(options: {
    knex: Knex;
    unitOfWork: UnitOfWork;
    eventKeys: EventKeys;
  }) {
    this.#options = options;
  }

  /** Whether an anchor has to hold something. */
  async hasHeld(anchor: string): Promise<boolean> {
    const { knex, eventKeys } = this.#options;
    const told = (await readAnchored(knex, eventKeys)).get(anchor);
    if (told === false) {
      // An operator replaced it since this process saw it.
      this.#known.delete(anchor);
    }
    return told ?? this.#known.has(anchor);
  }

  /** Writes down, once, that an anchor holds a checkpoint of the log. */
  async note(anchor: string, size: number): Promise<void> {
    const { unitOfWork, eventKeys } = this.#options;
    if (this.#known.has(anchor)) {
      return;
    }
    await unitOfWork.run({ actor: PORTAL }, async work => {
      // Replicas find the same at the same time.
      await lockLogRow(work.db);
      if ((await readAnchored(work.db, eventKeys)).get(anchor)) {
        work.unchanged();
        return;
      }
      await work.record({
        type: 'log.anchored',
        subject: { kind: 'audit-log', id: eventKeys.origin },
        data: { anchor, size },
      });
    });
    this.#known.add(anchor);
  }
}

/**
 * What the log says of each anchor last: that it held a checkpoint, or that an operator replaced it. Only what the portal wrote
 * counts; without keys, what stands there.
 */
export async function readAnchored(
  db: Knex,
  eventKeys: EventKeys | undefined,
): Promise<Map<string, boolean>> {
  const rows = await listEventsAbout(db, {
    subjectIds: [],
    types: [],
    everyOf: TYPES,
  });
  const held = new Map<string, boolean>();
  for (const row of rows) {
    const problem = eventKeys && authenticateEvent(row, eventKeys);
    if (!problem || (problem === 'mac-key-unknown' && eventKeys?.ephemeral)) {
      const event = readEvent(row.body);
      if (
        event?.type === 'log.anchored' ||
        event?.type === 'log.anchor-replaced'
      ) {
        held.set(event.data.anchor, event.type === 'log.anchored');
      }
    }
  }
  return held;
}

/** Undefined for a text that is no event: `chatbots-fsck` finds it. */
function readEvent(text: string): StoredEvent | undefined {
  try {
    return readStoredEvent(parseAuditEventText(text));
  } catch {
    return undefined;
  }
}
