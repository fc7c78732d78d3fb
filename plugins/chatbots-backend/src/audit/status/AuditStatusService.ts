import {
  errorWithReason,
  cutText,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import { listGaps, measureNumbers } from '../../database/auditEvents';
import { findNewestCheckpoint, readLogSize } from '../../database/auditLog';
import {
  countSetAside,
  countWaiting,
  listSetAside,
} from '../../database/unnumberedEvents';
import { findUnprovenRows } from '../../database/unprovenRows';
import { Anchorer } from '../anchor/Anchorer';
import { LogGuard } from '../anchor/LogGuard';
import { LogNames } from '../continuation/readLogNames';
import { AuditQueryService } from '../query/AuditQueryService';
import { Checkpointer } from '../sequence/Checkpointer';

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
  readonly #checkpointer: Pick<Checkpointer, 'failingSince'>;
  readonly #anchorer: Pick<Anchorer, 'states'>;
  readonly #guard: Pick<LogGuard, 'behind'>;
  readonly #names: Pick<LogNames, 'continuations'>;

  constructor(options: {
    knex: Knex;
    queries: AuditQueryService;
    origin: string;
    verifierKey: string;
    fingerprint: string;
    checkpointer: Pick<Checkpointer, 'failingSince'>;
    anchorer: Pick<Anchorer, 'states'>;
    guard: Pick<LogGuard, 'behind'>;
    names: Pick<LogNames, 'continuations'>;
  }) {
    this.#knex = options.knex;
    this.#queries = options.queries;
    this.#origin = options.origin;
    this.#verifierKey = options.verifierKey;
    this.#fingerprint = options.fingerprint;
    this.#checkpointer = options.checkpointer;
    this.#anchorer = options.anchorer;
    this.#guard = options.guard;
    this.#names = options.names;
  }

  async get(): Promise<Api.AuditStatus> {
    const { size, events, gaps } = await this.#numbered();
    const checkpoint = await this.#latestCheckpoint();
    const { failingSince } = this.#checkpointer;
    const { behind } = this.#guard;
    return {
      events,
      unsequenced: await countWaiting(this.#knex),
      gaps,
      setAside: await this.#setAside(),
      unproven: await this.#unproven(),
      origin: this.#origin,
      checkpoint,
      // The checkpoint is read after the size, and can be ahead of it.
      uncheckpointed: Math.max(0, size - (checkpoint?.size ?? 0)),
      ...(failingSince ? { signingFailingSince: failingSince } : {}),
      // As they were read back: no row in the database makes an anchor look fresh.
      anchors: this.#anchorer.states(),
      ...(behind ? { behind } : {}),
      continuations: this.#names.continuations.map(
        ({ anchored, ...continuation }) => ({
          ...continuation,
          anchoredOrigin: anchored[0].origin,
          anchoredSize: anchored[0].size,
        }),
      ),
      verifierKey: this.#verifierKey,
      fingerprint: this.#fingerprint,
      types: await this.#queries.types(),
    };
  }

  /** Throws `audit-range-invalid` while the log is empty. */
  async checkpoint(): Promise<Api.LogCheckpoint> {
    const checkpoint = await this.#latestCheckpoint();
    if (!checkpoint) {
      throw errorWithReason(
        'audit-range-invalid',
        'The log has no checkpoint yet: nothing has been recorded',
      );
    }
    return checkpoint;
  }

  async #latestCheckpoint(): Promise<Api.LogCheckpoint | undefined> {
    const row = await findNewestCheckpoint(this.#knex);
    if (!row) {
      return undefined;
    }
    const size = Number(row.size);
    // What anchors hold they say themselves.
    const holders = this.#anchorer
      .states()
      .flatMap(one =>
        one.state === 'verified' && (one.size ?? 0) >= size ? one.id : [],
      );
    return {
      size,
      rootHash: row.root_hash,
      note: row.note,
      signedAt: row.signed_at,
      anchors: holders,
    };
  }

  /** Events that the sequencer refused to number, newest first. Their columns say what somebody else wrote. */
  async #setAside(): Promise<Api.AuditStatus['setAside']> {
    const latest = await listSetAside(this.#knex, MAX_LATEST);
    return {
      count: await countSetAside(this.#knex),
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
   * The log's size, how many events have a number, and numbers below the log's size that none carries: something was removed from the table.
   * Where nothing was, count, first and last agree, and nothing is searched for.
   */
  async #numbered(): Promise<{
    size: number;
    events: number;
    gaps: number[];
  }> {
    // Before the events: while the log grows they are never behind it.
    const size = await readLogSize(this.#knex);
    const { events, first = 0, last = -1 } = await measureNumbers(this.#knex);
    const complete = first === 0 && events === last + 1;
    return {
      size,
      events,
      gaps: [
        ...(complete ? [] : await listGaps(this.#knex, MAX_GAPS)),
        ...(last < size - 1 ? [size - 1] : []),
      ],
    };
  }
}

/** SQLite keeps what is longer than the column. */
function short(text: unknown): string {
  return cutText(String(text), 100);
}
