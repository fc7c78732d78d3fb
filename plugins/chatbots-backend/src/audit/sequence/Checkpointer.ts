import { LoggerService } from '@backstage/backend-plugin-api';
import {
  equalBytes,
  frontierRoot,
  readFrontier,
  signCheckpoint,
} from '@chatbot-portal/transparency-log';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { Knex } from 'knex';
import {
  createNodeReader,
  putCheckpoint,
  readLogRow,
} from '../../database/auditLog';
import { Clock, toInstant } from '../../database/Clock';
import { Follower } from '../../database/Follower';
import { EventKeys } from '../../keys';
import { LogGuard } from '../anchor/LogGuard';
import { LogKeys } from '../logKeys';
import { assertEnd, isSigned, LogEnd } from './logEnd';

/** Longest pause after signing failed, in milliseconds. */
const MAX_PAUSE_MS = 60_000;

/** What signing the end of the log needs. */
export interface CheckpointerOptions {
  knex: Knex;
  clock: Clock;
  logger: LoggerService;
  keys: Pick<LogKeys, 'signer' | 'verifierKey' | 'verifierKeys'>;
  eventKeys: EventKeys;
  /** Says what anchors hold of the log; nothing without it. */
  guard?: LogGuard;
}

/**
 * Signs the end of the log, after the sequencer committed it.
 *
 * @remarks
 * The signer may be another system. It is asked outside every transaction, so that one that is slow or down delays
 * checkpoints and never the numbering. What a crash leaves without a checkpoint gets one from the next run. Only an end with the
 * sequencer's MAC is signed: nobody has a size or a node signed that they wrote themselves.
 */
export class Checkpointer {
  readonly #options: CheckpointerOptions;
  readonly #follower: Follower;
  readonly #listeners = new Set<() => void>();
  /** Size that is known to be signed. */
  #covered = 0;
  #failures = 0;
  #pausedUntil = 0;
  #failingSince: string | undefined;

  constructor(options: CheckpointerOptions) {
    this.#options = options;
    this.#follower = new Follower({
      name: 'Signing a checkpoint',
      logger: options.logger,
      step: async () => {
        await this.#checkpointEnd();
        return false;
      },
    });
  }

  /** RFC 3339. Since when this process fails to sign; undefined while it does not. */
  get failingSince(): string | undefined {
    return this.#failingSince;
  }

  /** Calls back after the end of the log was found or made to have a checkpoint. */
  onSigned(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Asks for a run, unless the last ones failed and the next one is not due. Never throws. */
  wake(): void {
    if (this.#options.clock.now().getTime() >= this.#pausedUntil) {
      this.#follower.wake();
    }
  }

  /** Signs what has its number before the call. Rejects when it can't. */
  async run(): Promise<void> {
    await this.#follower.run();
  }

  /** Ends after the signature that is being waited for. */
  async stop(): Promise<void> {
    await this.#follower.stop();
  }

  async #checkpointEnd(): Promise<void> {
    const { knex, clock, keys, guard } = this.#options;
    const log = await readLogRow(knex);
    const size = Number(log?.size ?? 0);
    if (guard?.noteLength(size) === false) {
      return;
    }
    if (!log || size === 0 || size === this.#covered) {
      return;
    }
    try {
      const frontier = await readFrontier(size, createNodeReader(knex));
      const end = { size, root: frontierRoot(frontier, sha256) };
      // A row that anybody wrote is not taken for a checkpoint, and replaced.
      if (!(await isSigned(knex, end, keys.verifierKeys))) {
        assertEnd(end, log, this.#options.eventKeys);
        if (!(await this.#extendsAnchored(size))) {
          return;
        }
        await this.#sign(end);
      }
    } catch (error) {
      this.#failures += 1;
      const now = clock.now();
      this.#failingSince ??= toInstant(now);
      this.#pausedUntil =
        now.getTime() + Math.min(MAX_PAUSE_MS, 500 * 2 ** this.#failures);
      throw error;
    }
    this.#covered = size;
    this.#failures = 0;
    this.#pausedUntil = 0;
    this.#failingSince = undefined;
    for (const listener of this.#listeners) {
      listener();
    }
  }

  /** Whether the log is still the one that anchors hold: another one is never signed. */
  async #extendsAnchored(size: number): Promise<boolean> {
    const { knex, guard } = this.#options;
    const held = guard?.held;
    if (!guard || !held) {
      return true;
    }
    const frontier = await readFrontier(held.size, createNodeReader(knex));
    if (equalBytes(frontierRoot(frontier, sha256), held.root)) {
      return true;
    }
    guard.noteDifference(size);
    return false;
  }

  async #sign(end: LogEnd): Promise<void> {
    const { knex, clock, keys } = this.#options;
    await putCheckpoint(knex, {
      size: end.size,
      root_hash: Buffer.from(end.root).toString('base64'),
      note: await signCheckpoint(end, keys.verifierKey, keys.signer.sign),
      signed_at: toInstant(clock.now()),
    });
  }
}
