import { toError } from '@backstage/errors';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  appendLeaves,
  frontierRoot,
  readFrontier,
  signCheckpoint,
  VerifierKey,
} from '@chatbot-portal/transparency-log';
import { Knex } from 'knex';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { Clock, lockRows, toInstant } from '../../database';
import { beginWrite } from '../../database/beginWrite';
import { retryTransaction } from '../../database/retryTransaction';
import { AuditEventRow } from '../../database/auditEvents';
import { SigningKey } from '../../keys';
import { createNodeReader, insertNodes } from './nodeStore';
import { numberEvents } from './numberEvents';

/** Events of one transaction: few enough that a writer never waits long. */
const BATCH = 400;

/** What the sequencer needs. */
export interface SequencerOptions {
  knex: Knex;
  clock: Clock;
  logger: LoggerService;
  signingKey: SigningKey;
  verifierKey: VerifierKey;
}

/**
 * Numbers committed events, extends the Merkle tree and signs a checkpoint.
 *
 * @remarks
 * Whoever holds the row of `audit_log` leads, so any number of replicas may run one. Writers never wait for it. An event
 * whose transaction commits late gets a late number; nothing committed is ever passed over.
 */
export class Sequencer {
  readonly #options: SequencerOptions;
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  readonly #listeners = new Set<(size: number) => void>();

  constructor(options: SequencerOptions) {
    this.#options = options;
  }

  /** Calls back after new events were numbered, with the size of the log. */
  onSequenced(listener: (size: number) => void): void {
    this.#listeners.add(listener);
  }

  /** Asks for a run; calls during a run are answered by one more. Never throws. */
  wake(): void {
    if (this.#stopped) {
      return;
    }
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = this.#runAll()
      .catch(error =>
        this.#options.logger.error(
          'Numbering audit events failed; it is tried again at the next change',
          toError(error) as Error,
        ),
      )
      .finally(() => {
        this.#running = undefined;
        if (this.#again) {
          this.#again = false;
          this.wake();
        }
      });
  }

  /** Waits until everything committed before the call has its number. */
  async drain(): Promise<void> {
    // A run that began before the call may have looked too early. Later ones need not be waited for: under steady load there
    // is always one.
    await this.#running;
    await this.#runAll();
  }

  /** Ends after the batch that is being numbered. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  /** Numbers what is committed now. What comes meanwhile has a run of its own, so that this one ends under any load. */
  async #runAll(): Promise<void> {
    if (this.#stopped || !(await this.#isBehind())) {
      return;
    }
    const [{ newest }] = await this.#options
      .knex('audit_events')
      .max({ newest: 'insert_id' });
    let size: number | undefined;
    do {
      const batch = await this.#runBatch();
      if (batch === undefined) {
        break;
      }
      size = batch;
    } while (!this.#stopped && (await this.#isBehind(newest)));
    if (size !== undefined) {
      for (const listener of this.#listeners) {
        listener(size);
      }
    }
  }

  /** Asked without the lock, so that looking every second costs writers nothing. */
  async #isBehind(newest?: number | string): Promise<boolean> {
    const query = this.#options
      .knex('audit_events')
      .whereNull('sequence')
      .first('insert_id');
    if (newest !== undefined) {
      query.where('insert_id', '<=', newest);
    }
    return (await query) !== undefined;
  }

  /** Returns the size of the log after the batch, or undefined when there was nothing to number. */
  async #runBatch(): Promise<number | undefined> {
    const { knex, clock, signingKey, verifierKey } = this.#options;
    return retryTransaction(() =>
      knex.transaction(async db => {
        await beginWrite(db);
        const log = await lockRows(
          db,
          db('audit_log').where({ id: 1 }).first(),
        );
        const events = await db<AuditEventRow>('audit_events')
          .whereNull('sequence')
          .orderBy('insert_id')
          .limit(BATCH)
          .select('insert_id', 'leaf_hash');
        if (events.length === 0) {
          return undefined;
        }
        const before = Number(log?.size ?? 0);
        await numberEvents(
          db,
          events.map(event => event.insert_id),
          before,
        );
        const { frontier, newNodes } = appendLeaves(
          await readFrontier(before, createNodeReader(db)),
          events.map(event => Buffer.from(event.leaf_hash, 'base64')),
          sha256,
        );
        await insertNodes(db, newNodes);
        await db('audit_log').where({ id: 1 }).update({ size: frontier.size });
        const root = frontierRoot(frontier, sha256);
        await db('audit_checkpoints').insert({
          size: frontier.size,
          root_hash: Buffer.from(root).toString('base64'),
          note: await signCheckpoint(
            { size: frontier.size, root },
            verifierKey,
            signingKey.sign,
          ),
          signed_at: toInstant(clock.now()),
        });
        return frontier.size;
      }),
    );
  }
}
