import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  consistencyProof,
  inclusionProof,
} from '@chatbot-portal/transparency-log';
import {
  CSV_LIST_LIMITS,
  CsvList,
  writeCsvList,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import {
  findAuditEvent,
  listEventTypes,
  AuditEventRow,
  AuditFilter,
  countAuditEvents,
  listAuditEvents,
} from '../../database/auditEvents';
import {
  createNodeReader,
  findNewestCheckpoint,
} from '../../database/auditLog';
import { toAuditEvents } from './AuditEventView';
import { mapPage, Page, PageRequest } from '../../database/paginate';
import { AuditDownload } from '../export/AuditExportService';

/** Events that are read at once. */
const CSV_PAGE = 500;

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

/** What the CSV of a list says of an event: refs and names as programs know them, and the line that people read. */
const CSV_COLUMNS: CsvList<Api.AuditEvent>['columns'] = {
  sequence: ({ sequence }) => String(sequence),
  recordedAt: ({ recordedAt }) => recordedAt,
  occurredAt: ({ occurredAt }) => occurredAt,
  type: ({ type }) => type,
  summary: ({ summary }) => summary,
  actorKind: ({ actor }) => actor.kind,
  actor: ({ actor }) => actor.ref ?? actor.pseudonym ?? '',
  chatbot: ({ subject }) => subject.chatbot ?? '',
  subjectKind: ({ subject }) => subject.kind,
  subject: ({ subject }) => subject.id,
  demo: ({ demo }) => (demo ? 'true' : ''),
};

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

  /** The events of {@link list} as CSV, the newest first; what comes after the first page was read is not among them. */
  async download(filter: AuditFilter): Promise<AuditDownload> {
    const total = await countAuditEvents(this.#knex, filter);
    return {
      fileName: 'audit-events.csv',
      mediaType: 'text/csv; charset=utf-8',
      lines: writeCsvList({
        columns: CSV_COLUMNS,
        pages: this.#pages(filter),
        limit: CSV_LIST_LIMITS.events,
        describeRest: written =>
          `Cut here: these are the newest ${written} of ${total} events. Filter for less to get the others.`,
      }),
    };
  }

  async *#pages(
    filter: AuditFilter,
  ): AsyncGenerator<Api.AuditEvent[], void, undefined> {
    let cursor: string | undefined;
    do {
      const page: Page<AuditEventRow> = await listAuditEvents(
        this.#knex,
        filter,
        { cursor, limit: CSV_PAGE },
      );
      yield toAuditEvents(this.#knex, page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
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
