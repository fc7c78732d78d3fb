import {
  Api,
  reasoned,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { createHash } from 'node:crypto';
import { Knex } from 'knex';
import { findUnprovenRows } from '../../database/unprovenRows';
import { SigningKey } from '../../keys';
import { AuditQueryService } from '../query/AuditQueryService';

/** Most gaps to name; one is already a finding. */
const MAX_GAPS = 20;

/** Most events to name that were set aside, and rows without an event. */
const MAX_LATEST = 5;

/** Tells how the audit log is. */
export class AuditStatusService {
  readonly #knex: Knex;
  readonly #queries: AuditQueryService;
  readonly #origin: string;
  readonly #verifierKey: string;
  readonly #fingerprint: string;

  constructor(options: {
    knex: Knex;
    queries: AuditQueryService;
    origin: string;
    verifierKey: string;
    signingKey: SigningKey;
  }) {
    this.#knex = options.knex;
    this.#queries = options.queries;
    this.#origin = options.origin;
    this.#verifierKey = options.verifierKey;
    this.#fingerprint = fingerprint(options.signingKey);
  }

  async get(): Promise<Api.AuditStatus> {
    const { events, gaps } = await this.#numbered();
    const [{ unsequenced }] = await this.#knex('audit_events')
      .whereNull('sequence')
      .whereNull('set_aside_at')
      .count({ unsequenced: '*' });
    const anchor = await this.#knex('audit_anchors')
      .orderBy([
        { column: 'anchored_at', order: 'desc' },
        { column: 'size', order: 'desc' },
      ])
      .first();
    return {
      events,
      unsequenced: Number(unsequenced),
      gaps,
      setAside: await this.#setAside(),
      unproven: await this.#unproven(),
      origin: this.#origin,
      checkpoint: await this.#latestCheckpoint(),
      ...(anchor
        ? {
            lastAnchor: {
              anchor: anchor.anchor,
              size: Number(anchor.size),
              at: anchor.anchored_at,
            },
          }
        : {}),
      verifierKey: this.#verifierKey,
      fingerprint: this.#fingerprint,
      types: await this.#queries.types(),
    };
  }

  /** Throws `audit-range-invalid` while the log is empty. */
  async checkpoint(): Promise<Api.Checkpoint> {
    const checkpoint = await this.#latestCheckpoint();
    if (!checkpoint) {
      throw reasoned(
        'audit-range-invalid',
        'The log has no checkpoint yet: nothing has been recorded',
      );
    }
    return checkpoint;
  }

  async #latestCheckpoint(): Promise<Api.Checkpoint | undefined> {
    const row = await this.#knex('audit_checkpoints')
      .orderBy('size', 'desc')
      .first();
    if (!row) {
      return undefined;
    }
    const anchors = await this.#knex('audit_anchors')
      .where({ size: row.size })
      .orderBy('anchored_at');
    return {
      size: Number(row.size),
      rootHash: row.root_hash,
      note: row.note,
      signedAt: row.signed_at,
      anchors: anchors.map(anchor => anchor.anchor),
      ...(anchors.length > 0 ? { anchoredAt: anchors[0].anchored_at } : {}),
    };
  }

  /** Events that the sequencer refused to number, newest first. Their columns say what somebody else wrote. */
  async #setAside(): Promise<Api.AuditStatus['setAside']> {
    const query = () => this.#knex('audit_events').whereNotNull('set_aside_at');
    const [{ count }] = await query().count({ count: '*' });
    const latest = await query()
      .orderBy([
        { column: 'set_aside_at', order: 'desc' },
        { column: 'insert_id', order: 'desc' },
      ])
      .limit(MAX_LATEST);
    return {
      count: Number(count),
      latest: latest.map(row => ({
        id: short(row.id),
        type: short(row.type),
        reason: short(row.set_aside_reason),
        recordedAt: short(row.recorded_at),
        setAsideAt: short(row.set_aside_at),
      })),
    };
  }

  /** Rows without an event, newest first. Their columns may say anything. */
  async #unproven(): Promise<Api.AuditStatus['unproven']> {
    const { count, latest } = await findUnprovenRows(this.#knex, MAX_LATEST);
    return {
      count,
      latest: latest.map(row => ({
        kind: row.kind,
        id: short(row.id),
        subject: {
          kind: row.subject_kind,
          id: short(row.subject_id),
          ...(row.chatbot === null ? {} : { chatbot: short(row.chatbot) }),
        },
        at: short(row.at),
      })),
    };
  }

  /**
   * How many events have a number, and numbers below the log's size that none carries: something was removed from the table.
   * Where nothing was, count, first and last agree, and nothing is searched for.
   */
  async #numbered(): Promise<{ events: number; gaps: number[] }> {
    // Before the events: while the log grows they are never behind it.
    const log = await this.#knex('audit_log').where({ id: 1 }).first();
    const size = Number(log?.size ?? 0);
    const [row] = await this.#knex('audit_events')
      .whereNotNull('sequence')
      .count({ events: '*' })
      .min({ first: 'sequence' })
      .max({ last: 'sequence' });
    const events = Number(row.events);
    const first = Number(row.first ?? 0);
    const last = Number(row.last ?? -1);
    const complete = first === 0 && events === last + 1;
    return {
      events,
      gaps: [
        ...(complete ? [] : await this.#gaps()),
        ...(last < size - 1 ? [size - 1] : []),
      ],
    };
  }

  /** The last number of each gap, by the event that follows it. */
  async #gaps(): Promise<number[]> {
    const afterGap = await this.#knex('audit_events as e')
      .leftJoin('audit_events as before', join =>
        join.on('before.sequence', this.#knex.raw('e.sequence - 1')),
      )
      .whereNull('before.sequence')
      .where('e.sequence', '>', 0)
      .orderBy('e.sequence')
      .limit(MAX_GAPS)
      .select('e.sequence');
    return afterGap.map(row => Number(row.sequence) - 1);
  }
}

/** SQLite keeps what is longer than the column. */
function short(text: unknown): string {
  return String(text).slice(0, 100);
}

/** SHA-256 of the raw public key, in hexadecimal: short enough to read over the phone. */
export function fingerprint(key: SigningKey): string {
  return createHash('sha256').update(key.publicKey).digest('hex');
}
