import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { insertDeliveries } from '../../database/deliveries';
import { EventKeys } from '../../keys';
import { noticeDelivery } from '../../records/notices';
import { EventProblem } from '../authenticateEvent';

/** Why the sequencer does not number an event. */
export type SetAsideReason = EventProblem | 'event-repeated';

/** An event that is not numbered. */
export interface SetAsideEvent {
  id: string;
  reason: SetAsideReason;
}

/** Code of the alarm in the backend's log and in Backstage's auditor. */
const CODE = 'audit-event-set-aside';

/**
 * Tells of events that were set aside: in the backend's log, to Backstage's auditor, and by notification to whom config names.
 */
export class SetAsideAlarm {
  readonly #logger: LoggerService;
  readonly #auditor: AuditorService;
  readonly #recipients: readonly string[];

  constructor(options: {
    logger: LoggerService;
    auditor: AuditorService;
    /** Entity refs of those to notify. */
    recipients: readonly string[];
  }) {
    this.#logger = options.logger;
    this.#auditor = options.auditor;
    this.#recipients = options.recipients;
  }

  /** Asks for the notification, in the transaction that sets the events aside. */
  async addNotice(
    db: Knex.Transaction,
    events: readonly SetAsideEvent[],
    options: { keys: EventKeys; now: string },
  ): Promise<void> {
    const { keys, now } = options;
    if (this.#recipients.length === 0) {
      return;
    }
    await insertDeliveries(db, [
      noticeDelivery(keys, {
        messageId: randomUUID(),
        now,
        notice: {
          recipients: [...this.#recipients],
          exclude: [],
          title: `Audit log: ${events.length} ${
            events.length === 1 ? 'event was' : 'events were'
          } set aside`,
          description: `The portal did not write ${
            events.length === 1 ? 'it' : 'them'
          } (${[...new Set(events.map(({ reason }) => reason))].join(
            ', ',
          )}). Somebody may have written to the database.`,
          link: '/chatbots/audit',
          severity: 'critical',
          topic: 'audit',
          scope: `audit:${events[0].id}`,
        },
      }),
    ]);
  }

  /** Tells of the events once they are set aside. Never throws. */
  async raise(events: readonly SetAsideEvent[]): Promise<void> {
    for (const { id, reason } of events) {
      // What a forged row says must not steer a terminal.
      const name = JSON.stringify(String(id).slice(0, 60));
      this.#logger.error(
        `${CODE}: audit event ${name} is not what the portal wrote and was not numbered`,
        { code: CODE, reason },
      );
      try {
        const event = await this.#auditor.createEvent({
          eventId: CODE,
          severityLevel: 'critical',
          meta: { event: name, reason },
        });
        await event.fail({ error: new Error(`${CODE}: ${reason}`) });
      } catch (error) {
        this.#logger.warn(
          'The auditor could not be told of an audit event that was set aside',
          toError(error) as Error,
        );
      }
    }
  }
}
