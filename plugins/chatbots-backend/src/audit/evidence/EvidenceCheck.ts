import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { VerifierKey } from '@chatbot-portal/transparency-log';
import { Knex } from 'knex';
import { EventKeys } from '../../keys';
import { Claim } from '../../records/claims/Claim';
import { LegacyProofs } from './LegacyProofs';
import { readTestimony } from './readTestimony';

/** Code of the alarm in the backend's log and in Backstage's auditor. */
const CODE = 'evidence-not-authenticated';

/**
 * Checks that what a command counts is what the portal recorded, and tells when it is not.
 *
 * @remarks
 * The alarm is sent at once, not by a delivery row, which whoever forges rows could delete.
 */
export class EvidenceCheck {
  readonly #options: {
    logger: LoggerService;
    auditor: AuditorService;
    notifications: NotificationService;
    keys: EventKeys;
    recipients: readonly string[];
  };
  readonly #legacy: LegacyProofs;
  /** What was notified of: a sweep finds the same every minute. */
  readonly #notified = new Set<string>();

  constructor(options: {
    logger: LoggerService;
    auditor: AuditorService;
    notifications: NotificationService;
    keys: EventKeys;
    /** The key that signs the log. */
    verifierKey: VerifierKey;
    /** Entity refs of those to notify. */
    recipients: readonly string[];
  }) {
    this.#options = options;
    this.#legacy = new LegacyProofs(options);
  }

  /** Names what the log does not bear out, among the claims; nothing else counts. */
  async unproven(db: Knex, claims: readonly Claim[]): Promise<string[]> {
    const { keys } = this.#options;
    const testimony = await readTestimony(db, claims, {
      keys,
      legacy: this.#legacy,
    });
    return claims.filter(claim => !claim.holds(testimony)).map(nameOf);
  }

  /** Tells of what was counted and is not in the log, after its command was refused. Never throws. */
  async raise(unproven: readonly string[]): Promise<void> {
    const { logger, auditor } = this.#options;
    const what = unproven.join(', ');
    logger.error(
      `${CODE}: the log does not bear out ${what}; nothing was approved, issued or activated`,
      { code: CODE },
    );
    try {
      const event = await auditor.createEvent({
        eventId: CODE,
        severityLevel: 'critical',
        meta: { unproven: [...unproven] },
      });
      await event.fail({ error: new Error(`${CODE}: ${what}`) });
      await this.#notify(unproven);
    } catch (error) {
      logger.warn(
        'Not everybody could be told of evidence that is not authentic',
        toError(error) as Error,
      );
    }
  }

  async #notify(unproven: readonly string[]): Promise<void> {
    const { notifications, recipients } = this.#options;
    const news = unproven.filter(what => !this.#notified.has(what));
    if (recipients.length === 0 || news.length === 0) {
      return;
    }
    await notifications.send({
      recipients: { type: 'entity', entityRef: [...recipients] },
      payload: {
        title: 'Audit log: rows that the portal did not write',
        description: `The log does not bear out ${unproven.join(
          ', ',
        )}. Somebody may have written to the database. Nothing was approved, issued or activated.`,
        link: '/chatbots/audit',
        severity: 'critical',
        topic: 'audit',
        scope: `audit:${news[0]}`,
      },
    });
    news.forEach(what => this.#notified.add(what));
  }
}

/** What a forged row is called must not steer a terminal. */
function nameOf({ what }: Claim): string {
  return what.replace(/[^\w .:-]/g, '?').slice(0, 80);
}
