import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Knex } from 'knex';
import { AuditEventRow } from '../../../database/auditEvents';
import {
  listEventsAt,
  listNumberedEventsOf,
} from '../../../database/recordEvents';
import { LogSource, REVOKING } from './LogSource';
import { readEvent } from './readEvents';

/** The log in the database, as far as it reached when the check began. */
export class DatabaseLog implements LogSource {
  readonly #knex: Knex;
  readonly size: number;

  constructor(knex: Knex, size: number) {
    this.#knex = knex;
    this.size = size;
  }

  async about(
    kind: StoredEvent['subject']['kind'],
    ids: readonly string[],
  ): Promise<readonly StoredEvent[]> {
    return read(
      await listNumberedEventsOf(this.#knex, { kind, ids }, this.size),
    );
  }

  async revoking(instants: readonly string[]): Promise<readonly StoredEvent[]> {
    return read(
      await listEventsAt(this.#knex, {
        types: REVOKING,
        instants,
        size: this.size,
      }),
    );
  }
}

function read(rows: readonly AuditEventRow[]): StoredEvent[] {
  return rows.flatMap(({ body }) => readEvent(body) ?? []);
}
