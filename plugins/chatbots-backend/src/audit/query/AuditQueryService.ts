import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  consistencyProof,
  inclusionProof,
} from '@chatbot-portal/transparency-log';
import { Knex } from 'knex';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import {
  findAuditEvent,
  listEventTypes,
  AuditFilter,
  countAuditEvents,
  listAuditEvents,
} from '../../database/auditEvents';
import {
  createNodeReader,
  findNewestCheckpoint,
} from '../../database/auditLog';
import { toAuditEvents } from './AuditEventView';
import { mapPage, PageRequest } from '../../database/paginate';

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
    page: PageRequest,
  ): Promise<Api.AuditEventList> {
    const events = await listAuditEvents(this.#knex, filter, page);
    return {
      ...(await mapPage(events, rows => toAuditEvents(this.#knex, rows))),
      total: await countAuditEvents(this.#knex, filter),
    };
  }

  /** The event with its exact bytes, its proof under the newest checkpoint, and its neighbours. */
  async get(sequence: number): Promise<Api.AuditEventDetail> {
    const row = await findAuditEvent(this.#knex, sequence);
    if (!row) {
      throw errorWithReason(
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
      throw errorWithReason(
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
}
