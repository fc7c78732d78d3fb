import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { insertDeliveries } from '../../database/deliveries';
import { EventKeys } from '../../keys';
import { Notice, noticeDelivery } from '../../records/notices';
import { Trouble } from './troubles';

/** Named at most, in one alarm. */
const NAMED = 20;

/**
 * Tells of what stands in the database and the portal did not write: in the backend's log, to Backstage's auditor, and by
 * notification to whom config names.
 *
 * @remarks
 * The notification is sent at once, since whoever forges rows could delete a delivery. Where a transaction commits with the
 * trouble, a delivery in it is sent instead, so that a crash loses nothing.
 */
export class AuditAlarm {
  readonly #options: {
    logger: LoggerService;
    auditor: AuditorService;
    notifications: NotificationService;
    keys: EventKeys;
    recipients: readonly string[];
  };
  /** What was notified of: a sweep finds the same every minute. */
  readonly #notified = new Set<string>();

  constructor(options: {
    logger: LoggerService;
    auditor: AuditorService;
    notifications: NotificationService;
    /** Vouch for the notices of deliveries. */
    keys: EventKeys;
    /** Entity refs of those to notify. */
    recipients: readonly string[];
  }) {
    this.#options = options;
  }

  /** Asks for the notification, in the transaction that writes down the trouble. */
  async addNotice(
    db: Knex.Transaction,
    trouble: Trouble,
    now: string,
  ): Promise<void> {
    const { keys, recipients } = this.#options;
    if (recipients.length > 0) {
      const notice = this.#notice(trouble);
      await insertDeliveries(db, [
        noticeDelivery(keys, { messageId: randomUUID(), now, notice }),
      ]);
    }
    trouble.what.forEach(what => this.#notified.add(what));
  }

  /** Tells of a trouble; who was notified of it already is not notified again. Never throws. */
  async raise(trouble: Trouble): Promise<void> {
    const { logger, auditor } = this.#options;
    const { code, reason } = trouble;
    const what = namesOf(trouble);
    const message = `${code}: ${what}: ${trouble.message}`;
    logger.error(message, { code, ...(reason ? { reason } : {}) });
    try {
      const event = await auditor.createEvent({
        eventId: code,
        severityLevel: 'critical',
        meta: { what, ...(reason ? { reason } : {}) },
      });
      await event.fail({ error: new Error(message) });
      await this.#notify(trouble);
    } catch (error) {
      logger.warn(
        `Not everybody could be told of ${code}`,
        toError(error) as Error,
      );
    }
  }

  async #notify(trouble: Trouble): Promise<void> {
    const { notifications, recipients } = this.#options;
    const news = trouble.what.filter(what => !this.#notified.has(what));
    if (recipients.length === 0 || news.length === 0) {
      return;
    }
    const { title, description, link, severity, topic, scope } =
      this.#notice(trouble);
    await notifications.send({
      recipients: { type: 'entity', entityRef: [...recipients] },
      payload: { title, description, link, severity, topic, scope },
    });
    news.forEach(what => this.#notified.add(what));
  }

  #notice(trouble: Trouble): Notice {
    return {
      recipients: [...this.#options.recipients],
      exclude: [],
      title: trouble.title,
      description: `${trouble.description} (${namesOf(
        trouble,
      )}). Somebody may have written to the database.`,
      link: '/chatbots/audit',
      severity: 'critical',
      topic: 'audit',
      scope: `audit:${safe(trouble.what[0])}`,
    };
  }
}

function namesOf({ what }: Trouble): string {
  const more = what.length - NAMED;
  return [
    ...what.slice(0, NAMED).map(safe),
    ...(more > 0 ? [`${more} more`] : []),
  ].join(', ');
}

/** What a forged row is called must not steer a terminal. */
function safe(what: string): string {
  return what.replace(/[^\w .:-]/g, '?').slice(0, 80);
}
