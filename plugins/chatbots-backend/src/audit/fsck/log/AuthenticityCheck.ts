import { AuditEventBody } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Knex } from 'knex';
import { AuditEventRow } from '../../../database/auditEvents';
import { AuditLogRow, readLogRow } from '../../../database/auditLog';
import {
  countSetAside,
  listSetAside,
} from '../../../database/unnumberedEvents';
import { EventKeys } from '../../../keys';
import { authenticateEvent } from '../../authenticateEvent';
import { Findings } from '../Finding';

/** Events named at most, of those that were set aside. */
const NAMED = 20;

/**
 * Checks that the portal wrote every numbered event from `log.upgraded` on.
 *
 * @remarks
 * Every log has one `log.upgraded`: the first event, or the one after the last from before there were MACs. It is read from the
 * hashed text, so nobody can move it. Without keys only the presence of a MAC is checked.
 */
export class AuthenticityCheck {
  readonly #keys: EventKeys | undefined;
  #upgradedAt: number | undefined;

  constructor(keys: EventKeys | undefined) {
    this.#keys = keys;
  }

  /** Takes the numbered events in order. */
  next(
    row: AuditEventRow,
    body: AuditEventBody | undefined,
    findings: Findings,
  ): void {
    const sequence = Number(row.sequence);
    const find = (message: string) =>
      findings.add({ code: 'event-unauthenticated', sequence, message });
    if (body?.type === 'log.upgraded') {
      if (this.#upgradedAt !== undefined) {
        find(
          `Event ${sequence} says again that the log was upgraded, after event ${
            this.#upgradedAt
          }`,
        );
      } else {
        this.#upgradedAt = sequence;
        if (body.data.size !== sequence) {
          find(
            `Event ${sequence} says that the log was upgraded at size ${body.data.size}`,
          );
        }
      }
    }
    if (this.#upgradedAt === undefined) {
      if (row.mac !== null) {
        find(`Event ${sequence} has a MAC, and the log was upgraded later`);
      }
      return;
    }
    const problem = this.#problemOf(row);
    if (problem) {
      find(`Event ${sequence} is not what the portal wrote: ${problem}`);
    }
  }

  /** Finds a log that nowhere says from where on its events have MACs, or says it in another way than its events. */
  async finish(knex: Knex, size: number, findings: Findings): Promise<void> {
    const log = await readLogRow(knex);
    const isUpgraded = this.#upgradedAt !== undefined;
    if (size > 0 && log && isUpgraded !== (log.legacy_until === null)) {
      findings.add({
        code: 'event-unauthenticated',
        message: isUpgraded
          ? `The log was upgraded at event ${
              this.#upgradedAt
            }, and it is said that events up to insert ${
              log.legacy_until
            } need no MAC`
          : `The log has ${size} events and no log.upgraded, from which on they are authenticated`,
      });
    }
  }

  /** Finds an end of the log that the portal did not leave. */
  end(
    log: AuditLogRow | undefined,
    root: Uint8Array,
    findings: Findings,
  ): void {
    if (!log || this.#upgradedAt === undefined) {
      return;
    }
    const size = Number(log.size);
    // As the sequencer signs it.
    const text = `log end\n${size}\n${Buffer.from(root).toString('base64')}`;
    const problem = this.#problemOf(log, text);
    if (problem) {
      findings.add({
        code: 'log-end-changed',
        message: `The end of the log at size ${size} is not what the portal left: ${problem}`,
      });
    }
  }

  /** What is wrong with an event's row, or with a MAC over a text. */
  #problemOf(
    row: AuditEventRow | AuditLogRow,
    text?: string,
  ): string | undefined {
    if (this.#keys) {
      return 'body' in row
        ? authenticateEvent(row, this.#keys)
        : // Under the name of the log when its last event got its number.
          this.#keys.of(Number(row.size) - 1).verify(text ?? '', row);
    }
    return row.mac === null || row.mac_key_id === null
      ? 'mac-missing'
      : undefined;
  }
}

/** Finds the events that the sequencer refused to number. */
export async function checkSetAside(
  knex: Knex,
  keys: EventKeys | undefined,
  findings: Findings,
): Promise<void> {
  const rows = await listSetAside(knex, NAMED);
  const count = await countSetAside(knex);
  for (const row of rows) {
    const isAuthentic = keys && authenticateEvent(row, keys) === undefined;
    findings.add({
      code: 'event-set-aside',
      message: `Event ${row.id} was set aside at ${row.set_aside_at}: ${
        row.set_aside_reason
      }${isAuthentic ? '; now it is authentic' : ''}`,
    });
  }
  if (count > rows.length) {
    findings.add({
      code: 'event-set-aside',
      message: `${count - rows.length} more events were set aside`,
    });
  }
}
