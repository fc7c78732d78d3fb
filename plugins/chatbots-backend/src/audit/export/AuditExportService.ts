import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { rangeProof } from '@chatbot-portal/transparency-log';
import {
  writeExport,
  writeExportCsv,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { createHash } from 'node:crypto';
import { Knex } from 'knex';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { Clock, toInstant } from '../../database/Clock';
import { UnitOfWork } from '../../database/UnitOfWork';
import {
  createNodeReader,
  findNewestCheckpoint,
} from '../../database/auditLog';
import { deleteExpiredTickets } from '../../database/exportTickets';
import { Checkpointer } from '../sequence/Checkpointer';
import { Sequencer } from '../sequence/Sequencer';
import { resolveRange, utcPeriod } from './ExportRange';
import {
  ExportOrder,
  FixedExport,
  issueTicket,
  keepRequest,
  redeemTicket,
  TICKET_LIFE_MS,
} from './ExportTickets';
import { readExportEvents } from './readExportEvents';

/** A file on its way to a person. */
export interface AuditDownload {
  fileName: string;
  mediaType: string;
  /** Lines, made as they are taken. */
  lines: AsyncIterable<string>;
}

/** Exports parts of the log that prove themselves offline. */
export class AuditExportService {
  readonly #knex: Knex;
  readonly #unitOfWork: UnitOfWork;
  readonly #clock: Clock;
  readonly #sequencer: Sequencer;
  readonly #checkpointer: Checkpointer;
  readonly #origin: string;

  constructor(options: {
    knex: Knex;
    unitOfWork: UnitOfWork;
    clock: Clock;
    sequencer: Sequencer;
    checkpointer: Checkpointer;
    origin: string;
  }) {
    this.#knex = options.knex;
    this.#unitOfWork = options.unitOfWork;
    this.#clock = options.clock;
    this.#sequencer = options.sequencer;
    this.#checkpointer = options.checkpointer;
    this.#origin = options.origin;
  }

  /**
   * Fixes range and checkpoint, records that the export was asked for, and issues a link for each format. A request that is
   * repeated under its id is the same export with new links: it is recorded once.
   * Throws `audit-range-invalid` for a period without events.
   */
  async create(
    userRef: string,
    request: Api.AuditExportRequest,
  ): Promise<Api.AuditExport> {
    // What is committed belongs to the period, whether or not it has its number yet.
    await this.#sequencer.drain();
    // A signer that is down has logged why; an older checkpoint may cover the period.
    await this.#checkpointer.run().catch(() => undefined);
    const period = utcPeriod(request);
    const range = await resolveRange(this.#knex, period ?? {});
    const checkpoint = await findNewestCheckpoint(this.#knex);
    if (!checkpoint || Number(checkpoint.size) < range.to) {
      throw errorWithReason(
        'checkpoint-unavailable',
        'No checkpoint covers the period yet',
      );
    }
    const now = this.#clock.now();
    const expiresAt = toInstant(new Date(now.getTime() + TICKET_LIFE_MS));
    const reveal = request.reveal ?? false;
    const size = Number(checkpoint.size);
    const { note } = checkpoint;
    const asked: FixedExport = {
      order: {
        ...range,
        ...(period ? { period } : {}),
        reveal,
        checkpoint: { size, note },
      },
      checkpoint: {
        size,
        rootHash: checkpoint.root_hash,
        note,
        signedAt: checkpoint.signed_at,
      },
    };
    const { fixed, ndjson, csv } = await this.#unitOfWork.run(
      { actor: { kind: 'user', userRef } },
      async work => {
        await deleteExpiredTickets(work.db, toInstant(now));
        const kept = await keepRequest(work, {
          userRef,
          request,
          fixed: asked,
          now,
        });
        const { order } = kept ?? asked;
        if (kept) {
          // It is recorded: only the links got lost on their way.
          work.unchanged();
        } else {
          await work.record({
            type: 'audit.exported',
            subject: { kind: 'audit-log', id: this.#origin },
            data: {
              fromSequence: order.from,
              toSequence: order.to,
              count: order.to - order.from,
              reveal,
              checkpointSize: size,
              ...period,
            },
          });
        }
        const issue = (format: ExportOrder['format']) =>
          issueTicket(work, {
            userRef,
            order: { ...order, format },
            expiresAt,
          });
        return {
          fixed: kept ?? asked,
          ndjson: await issue('ndjson'),
          csv: await issue('csv'),
        };
      },
    );
    const { from, to } = fixed.order;
    return {
      fromSequence: from,
      toSequence: to,
      count: to - from,
      ndjson: `/v1/audit/downloads/${ndjson}`,
      csv: `/v1/audit/downloads/${csv}`,
      expiresAt,
      checkpoint: fixed.checkpoint,
    };
  }

  /** Uses a ticket up and opens the export. Throws `export-ticket-invalid`. */
  async open(userRef: string, ticket: string): Promise<AuditDownload> {
    const order = await this.#unitOfWork.run(
      { actor: { kind: 'user', userRef }, derived: true },
      work => {
        work.unchanged();
        return redeemTicket(work, {
          value: ticket,
          userRef,
          now: this.#clock.now(),
        });
      },
    );
    const name = `audit-${order.from}-${order.to - 1}`;
    const events = readExportEvents(this.#knex, order, order);
    return order.format === 'csv'
      ? {
          fileName: `${name}.csv`,
          mediaType: 'text/csv; charset=utf-8',
          lines: writeExportCsv(order, events),
        }
      : {
          fileName: `${name}.ndjson`,
          mediaType: 'application/x-ndjson; charset=utf-8',
          lines: writeExport(
            {
              origin: this.#origin,
              from: order.from,
              to: order.to,
              ...(order.period ? { period: order.period } : {}),
              checkpoint: order.checkpoint.note,
              rangeProof: await rangeProof(
                order.from,
                order.to,
                order.checkpoint.size,
                createNodeReader(this.#knex),
                sha256,
              ),
            },
            events,
            { sha256, createSha256: () => createHash('sha256') },
          ),
        };
  }
}
