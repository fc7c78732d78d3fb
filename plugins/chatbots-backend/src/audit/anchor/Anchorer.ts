import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  AnchoredCheckpoint,
  AuditAnchor,
} from '@chatbot-portal/backstage-plugin-chatbots-node';
import {
  VerifierKey,
  verifyCheckpoint,
} from '@chatbot-portal/transparency-log';
import { verifyEd25519 } from '@chatbot-portal/transparency-log/node';
import { Knex } from 'knex';
import {
  findNewestCheckpoint,
  insertAnchored,
  readLogSize,
} from '../../database/auditLog';
import { Clock, toInstant } from '../../database/Clock';
import { Follower } from '../../database/Follower';
import { withinTime } from '../../withinTime';
import { AuditAlarm } from '../alarm/AuditAlarm';
import { anchorTrouble } from '../alarm/troubles';
import { AnchorHistory } from './AnchorHistory';
import { LogNames } from '../continuation/readLogNames';
import { compareAnchor } from './compareAnchor';
import { LogGuard } from './LogGuard';

/** How often anchors are read back while nothing new is signed, in milliseconds. */
const REREAD_MS = 60_000;

/** How long an anchor may take to keep a checkpoint or to give it back, in milliseconds. */
const TIMEOUT_MS = 30_000;

/** What anchoring needs. */
export interface AnchorerOptions {
  knex: Knex;
  clock: Clock;
  logger: LoggerService;
  anchors: readonly AuditAnchor[];
  /** What the log is and was named. */
  names: LogNames;
  /** Every key that verifies checkpoints of the log, under each of its names. */
  verifierKeys: readonly VerifierKey[];
  alarm: AuditAlarm;
  /** Told what anchors hold. */
  guard: LogGuard;
  /** Tells an anchor that was emptied from a new one. */
  history: Pick<AnchorHistory, 'hasHeld' | 'note'>;
  /** How long an anchor may take, in milliseconds. */
  timeoutMs?: number;
}

/**
 * Takes the newest checkpoint to every anchor, and compares what the anchors hold with the log.
 *
 * @remarks
 * What counts is what an anchor gives back: rows in the database say what anybody wrote there. An anchor that fails is logged,
 * never holds up another, and is tried again. One that holds something that is not of this log, or held something and is empty,
 * raises the alarm and is given nothing more: the next checkpoint would cover up what it holds or lost.
 */
export class Anchorer {
  readonly #options: AnchorerOptions;
  readonly #follower: Follower;
  readonly #states = new Map<string, Api.AnchorStatus>();
  /** The contradiction that the alarm was last raised for, by anchor. */
  readonly #alarmed = new Map<string, string>();
  /** The size that an anchor which can't be read was last given, by anchor. */
  readonly #given = new Map<string, number>();
  #lastRun: { size: number | undefined; at: number } | undefined;

  constructor(options: AnchorerOptions) {
    this.#options = options;
    this.#follower = new Follower({
      name: 'Anchoring',
      logger: options.logger,
      step: async () => {
        await this.#runIfDue();
        return false;
      },
    });
  }

  /** Asks for a run, which happens when a new checkpoint was signed or the last run is a minute ago. Never throws. */
  wake(): void {
    this.#follower.wake();
  }

  /** Resolves when nothing is being anchored. */
  async idle(): Promise<void> {
    await this.#follower.idle();
  }

  /** Ends after what is being anchored. */
  async stop(): Promise<void> {
    await this.#follower.stop();
  }

  /** What each anchor holds, as this process read it last. */
  states(): Api.AnchorStatus[] {
    return this.#options.anchors.map(
      ({ id }) =>
        this.#states.get(id) ?? {
          id,
          state: 'not-verified',
          problem: 'anchor-not-read',
        },
    );
  }

  /** Brings every anchor up to date now. */
  async run(): Promise<void> {
    const { clock, anchors } = this.#options;
    const newest = await this.#newestCheckpoint();
    this.#lastRun = { size: newest?.size, at: clock.now().getTime() };
    await Promise.all(anchors.map(anchor => this.#attend(anchor, newest)));
    await this.#tellGuard();
  }

  /**
   * Reads every anchor, before anything is written.
   *
   * @throws Error for an anchor that holds another log
   */
  async readBack(): Promise<void> {
    const { anchors } = this.#options;
    for (const state of await Promise.all(
      anchors.map(anchor => this.#read(anchor)),
    )) {
      this.#states.set(state.id, state);
      if (state.problem === 'anchor-of-another-log') {
        const [name] = (state.note ?? '').split('\n', 1);
        throw new Error(
          `anchor-of-another-log: anchor '${
            state.id
          }' holds a checkpoint of the log '${name}', signed by a key of this portal, whose log is named '${
            this.#options.names.origin
          }'. Set chatbots.audit.origin to the name of the log, the same on every replica, give this portal an anchor of its own, or, if an older database was put back, continue its log with chatbots-log`,
        );
      }
    }
    await this.#tellGuard();
  }

  async #tellGuard(): Promise<void> {
    const { knex, guard } = this.#options;
    guard.told(this.states(), await readLogSize(knex));
  }

  async #runIfDue(): Promise<void> {
    const { knex, clock, anchors } = this.#options;
    if (anchors.length === 0) {
      return;
    }
    const row = await findNewestCheckpoint(knex);
    const last = this.#lastRun;
    const isDue =
      !last ||
      (row && Number(row.size) !== last.size) ||
      clock.now().getTime() - last.at >= REREAD_MS;
    if (isDue) {
      await this.run();
    }
  }

  /** Undefined where there is none yet, or where what stands there is not signed: garbage must not leave. */
  async #newestCheckpoint(): Promise<AnchoredCheckpoint | undefined> {
    const { knex, logger, verifierKeys } = this.#options;
    const row = await findNewestCheckpoint(knex);
    if (!row) {
      return undefined;
    }
    const size = Number(row.size);
    const signed = await verifyCheckpoint(
      row.note,
      verifierKeys,
      verifyEd25519,
    ).catch(() => undefined);
    if (signed?.size !== size) {
      logger.error(
        `The checkpoint of size ${size} in the database is not signed by a key of the log, and not anchored`,
      );
      return undefined;
    }
    return { size, note: row.note };
  }

  async #attend(
    anchor: AuditAnchor,
    newest: AnchoredCheckpoint | undefined,
  ): Promise<void> {
    const { knex, clock } = this.#options;
    let state = await this.#read(anchor);
    if (newest && this.#needs(state, newest.size)) {
      if (await this.#give(anchor, newest)) {
        this.#given.set(anchor.id, newest.size);
        await insertAnchored(knex, {
          anchor: anchor.id,
          size: newest.size,
          anchored_at: toInstant(clock.now()),
        });
      }
      // Not taken at its word: what counts is what it gives back.
      state = await this.#read(anchor);
    }
    this.#states.set(anchor.id, state);
    if (state.state === 'verified') {
      await this.#noteHeld(state);
    }
    await this.#raiseIfContradicting(state);
  }

  async #noteHeld({ id, size }: Api.AnchorStatus): Promise<void> {
    const { history, logger } = this.#options;
    try {
      await history.note(id, size ?? 0);
    } catch (error) {
      // The next run tries again.
      logger.warn(
        `That anchor '${id}' holds the log was not written down`,
        toError(error) as Error,
      );
    }
  }

  #needs({ id, state, size }: Api.AnchorStatus, newest: number): boolean {
    switch (state) {
      case 'verified':
        return size === undefined || size < newest;
      case 'empty':
        return true;
      case 'not-verified':
        return this.#given.get(id) !== newest;
      default:
        return false;
    }
  }

  async #give(
    anchor: AuditAnchor,
    checkpoint: AnchoredCheckpoint,
  ): Promise<boolean> {
    const { logger, timeoutMs = TIMEOUT_MS } = this.#options;
    try {
      await withinTime(() => anchor.anchor({ ...checkpoint }), timeoutMs);
      return true;
    } catch (error) {
      logger.error(
        `Anchor '${anchor.id}' did not take the checkpoint of size ${checkpoint.size}`,
        toError(error) as Error,
      );
      return false;
    }
  }

  async #read(anchor: AuditAnchor): Promise<Api.AnchorStatus> {
    const { knex, clock, logger, history, guard } = this.#options;
    const { timeoutMs = TIMEOUT_MS } = this.#options;
    const { id } = anchor;
    try {
      const held = await withinTime(() => anchor.readLast(), timeoutMs);
      const readAt = toInstant(clock.now());
      if (!held) {
        return (await history.hasHeld(id))
          ? { id, state: 'contradicts', problem: 'anchor-emptied', readAt }
          : { id, state: 'empty', readAt };
      }
      const { note } = held;
      const compared = await compareAnchor(knex, held, this.#options);
      if (compared.problem) {
        const { problem } = compared;
        const { size } = held;
        return { id, state: 'contradicts', size, note, problem, readAt };
      }
      const { size, root, newestEventAt } = compared;
      if (root) {
        guard.noteHeld(id, { size, root });
      }
      return {
        id,
        state: 'verified',
        size,
        note,
        readAt,
        ...(newestEventAt ? { newestEventAt } : {}),
      };
    } catch (error) {
      logger.warn(`Anchor '${id}' can't be read back`, toError(error) as Error);
      return { id, state: 'not-verified', problem: 'anchor-unreadable' };
    }
  }

  /** Once for each thing found: it is read again every minute. */
  async #raiseIfContradicting(status: Api.AnchorStatus): Promise<void> {
    const { id, state, size, problem } = status;
    const found = `${problem} ${size}`;
    if (state !== 'contradicts') {
      this.#alarmed.delete(id);
    } else if (this.#alarmed.get(id) !== found) {
      this.#alarmed.set(id, found);
      await this.#options.alarm.raise(
        anchorTrouble({ id, size: size ?? 0, reason: problem ?? '' }),
      );
    }
  }
}
