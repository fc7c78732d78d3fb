import { AuditEventBody } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Knex } from 'knex';
import { AuditEventRow } from '../../database/auditEvents';
import { readLogRow } from '../../database/auditLog';
import { countSetAside, listSetAside } from '../../database/unnumberedEvents';
import { EventKeys } from '../../keys';
import { authenticateEvent } from '../authenticateEvent';
import { Finding } from './Finding';

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
    findings: Finding[],
  ): void {
    const sequence = Number(row.sequence);
    const find = (message: string) =>
      findings.push({ code: 'event-unauthenticated', sequence, message });
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

  /** Finds a log that nowhere says from where on its events have MACs. */
  async finish(knex: Knex, size: number, findings: Finding[]): Promise<void> {
    if (this.#upgradedAt !== undefined || size === 0) {
      return;
    }
    const log = await readLogRow(knex);
    if (log?.legacy_until === null) {
      findings.push({
        code: 'event-unauthenticated',
        message: `The log has ${size} events and no log.upgraded, from which on they are authenticated`,
      });
    }
  }

  #problemOf(row: AuditEventRow): string | undefined {
    if (this.#keys) {
      return authenticateEvent(row, this.#keys);
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
  findings: Finding[],
): Promise<void> {
  const rows = await listSetAside(knex, NAMED);
  const count = await countSetAside(knex);
  for (const row of rows) {
    const isAuthentic = keys && authenticateEvent(row, keys) === undefined;
    findings.push({
      code: 'event-set-aside',
      message: `Event ${row.id} was set aside at ${row.set_aside_at}: ${
        row.set_aside_reason
      }${isAuthentic ? '; now it is authentic' : ''}`,
    });
  }
  if (count > rows.length) {
    findings.push({
      code: 'event-set-aside',
      message: `${count - rows.length} more events were set aside`,
    });
  }
}
