import {
  Api,
  reasoned,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import {
  consistencyProof,
  inclusionProof,
} from '@chatbot-portal/transparency-log';
import { Knex } from 'knex';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { decodeCursor, encodeCursor } from '../../database/cursor';
import {
  AuditEventRow,
  findAuditEvent,
  listEventTypes,
} from '../../database/auditEvents';
import { findNewestCheckpoint } from '../../database/auditLog';
import { createNodeReader } from '../sequence/nodeStore';
import { toAuditEvents } from './AuditEventView';

/** Which events a query asks for. */
export interface AuditFilter {
  /** RFC 3339, inclusive, by when it occurred. */
  from?: string;
  /** RFC 3339, exclusive. */
  to?: string;
  chatbot?: string;
  type?: string;
  /** Entity ref. */
  actor?: string;
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

/** Reads the audit log: lists, single events with their proofs, and proofs between checkpoints. */
export class AuditQueryService {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Newest first. Only events that have a number: what has none yet is not part of the log. */
  async list(
    filter: AuditFilter,
    page: { cursor?: string; limit: number },
  ): Promise<Api.AuditEventList> {
    const matching = () => this.#matching(filter);
    const query = matching();
    if (page.cursor) {
      const { sequence } = decodeCursor(page.cursor, { sequence: 'number' });
      query.where('sequence', '<', sequence);
    }
    const rows: AuditEventRow[] = await query
      .orderBy('sequence', 'desc')
      .limit(page.limit + 1);
    const [{ total }] = await matching().count({ total: '*' });
    const items = rows.slice(0, page.limit);
    return {
      items: await toAuditEvents(this.#knex, items),
      total: Number(total),
      ...(rows.length > page.limit
        ? {
            nextCursor: encodeCursor({
              sequence: Number(items[items.length - 1].sequence),
            }),
          }
        : {}),
    };
  }

  /** The event with its exact bytes, its proof under the newest checkpoint, and its neighbours. */
  async get(sequence: number): Promise<Api.AuditEventDetail> {
    const row = await findAuditEvent(this.#knex, sequence);
    if (!row) {
      throw reasoned(
        'audit-event-unknown',
        `The audit log has no event ${sequence}`,
      );
    }
    const [event] = await toAuditEvents(this.#knex, [row]);
    const checkpoint = await findNewestCheckpoint(this.#knex);
    const size = checkpoint ? Number(checkpoint.size) : 0;
    const hashes =
      checkpoint && sequence < size
        ? await inclusionProof(
            sequence,
            size,
            createNodeReader(this.#knex),
            sha256,
          )
        : undefined;
    return {
      event,
      body: row.body,
      leafHash: row.leaf_hash,
      ...(checkpoint && hashes
        ? {
            proof: {
              index: sequence,
              size,
              hashes: hashes.map(base64),
              checkpoint: checkpoint.note,
            },
          }
        : {}),
      ...(sequence > 0 ? { previous: sequence - 1 } : {}),
      ...(sequence + 1 < size ? { next: sequence + 1 } : {}),
    };
  }

  /** Shows that the log at `to` events is the log at `from` events, continued. */
  async consistency(from: number, to: number): Promise<Api.ConsistencyProof> {
    const checkpoint = await findNewestCheckpoint(this.#knex);
    const size = checkpoint ? Number(checkpoint.size) : 0;
    if (from > to || to > size) {
      throw reasoned(
        'audit-range-invalid',
        `A proof needs from <= to <= ${size}, the size of the log`,
      );
    }
    const hashes = await consistencyProof(
      from,
      to,
      createNodeReader(this.#knex),
      sha256,
    );
    return { from, to, hashes: hashes.map(base64) };
  }

  /** Types that occur, for a filter's choices. */
  async types(): Promise<string[]> {
    return listEventTypes(this.#knex);
  }

  #matching({ from, to, chatbot, type, actor }: AuditFilter) {
    const query = this.#knex('audit_events').whereNotNull('sequence');
    if (from) query.where('occurred_at', '>=', toStored(from));
    if (to) query.where('occurred_at', '<', toStored(to));
    if (chatbot) query.where({ chatbot });
    if (type) query.where({ type });
    if (actor) {
      query.whereIn(
        'pseudonym',
        this.#knex('people').where({ user_ref: actor }).select('pseudonym'),
      );
    }
    return query;
  }
}

/** Stored instants are UTC texts, so a caller's offset must be resolved before they compare as texts. */
function toStored(instant: string): string {
  return new Date(instant).toISOString();
}
