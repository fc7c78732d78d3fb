import { LoggerService } from '@backstage/backend-plugin-api';
import {
  appendLeaves,
  frontierRoot,
  readFrontier,
  VerifierKey,
} from '@chatbot-portal/transparency-log';
import { Knex } from 'knex';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { Clock, toInstant } from '../../database/Clock';
import { Follower } from '../../database/Follower';
import { beginWrite } from '../../database/dialect';
import { retryTransaction } from '../../database/retryTransaction';
import { AuditEventRow } from '../../database/auditEvents';
import { EventKeys } from '../../keys';
import { AuditAlarm } from '../alarm/AuditAlarm';
import { RefusedEvent, setAsideTrouble } from '../alarm/troubles';
import {
  AuditLogRow,
  createNodeReader,
  insertNodes,
  lockLogRow,
  markLogUpgraded,
  moveLogEnd,
  readLogRow,
} from '../../database/auditLog';
import {
  findNewestInsertId,
  isAnyWaiting,
  numberEvents,
  setAside,
} from '../../database/unnumberedEvents';
import { LogGuard } from '../anchor/LogGuard';
import { assertEnd, assertLegacyLog, signEnd } from './logEnd';
import { isUpgradePending, nextEvents } from './nextEvents';
import { sortEvents } from './sortEvents';

/** What the sequencer needs. */
export interface SequencerOptions {
  knex: Knex;
  clock: Clock;
  logger: LoggerService;
  /** Keys that signed the log so far; asked of a log from before there were MACs. */
  verifierKeys: readonly VerifierKey[];
  eventKeys: EventKeys;
  alarm: Pick<AuditAlarm, 'addNotice' | 'raise'>;
  /** Says whether the log is as long as what anchors hold; every log is without it. */
  guard?: Pick<LogGuard, 'behind' | 'noteLength'>;
}

/** What one transaction did. */
interface Batch {
  size: number;
  numbered: number;
  setAside: readonly RefusedEvent[];
  /** Whether `log.upgraded` has yet to be recorded. */
  isPending: boolean;
}

/**
 * Numbers committed events that are authentic and extends the Merkle tree.
 *
 * @remarks
 * An event that the portal did not write is set aside: it is never numbered, and does not hold up those after it.
 * Whoever holds the row of `audit_log` leads, so any number of replicas may run one. Writers never wait for it. An event
 * whose transaction commits late gets a late number; nothing committed is ever passed over.
 */
export class Sequencer {
  readonly #options: SequencerOptions;
  readonly #follower: Follower;
  #isUpgraded = false;
  readonly #listeners = new Set<(size: number) => void>();

  constructor(options: SequencerOptions) {
    this.#options = options;
    this.#follower = new Follower({
      name: 'Numbering audit events',
      logger: options.logger,
      step: async () => {
        await this.#numberCommitted();
        return false;
      },
    });
  }

  /** Calls back after new events were numbered, with the size of the log. */
  onSequenced(listener: (size: number) => void): void {
    this.#listeners.add(listener);
  }

  /** Asks for a run. Never throws. */
  wake(): void {
    this.#follower.wake();
  }

  /** Waits until everything committed before the call has its number. */
  async drain(): Promise<void> {
    await this.#follower.run();
  }

  /** Ends after the batch that is being numbered. */
  async stop(): Promise<void> {
    await this.#follower.stop();
  }

  /** Numbers what is committed now. What comes meanwhile has a run of its own, so that this one ends under any load. */
  async #numberCommitted(): Promise<void> {
    // What is written under a log that was put back waits until that is decided.
    if (this.#options.guard?.behind || !(await this.#isBehind())) {
      return;
    }
    const newest = await findNewestInsertId(this.#options.knex);
    let size: number | undefined;
    let isPending = false;
    do {
      const batch = await this.#runBatch();
      if (batch === undefined) {
        break;
      }
      if (batch.setAside.length > 0) {
        await this.#options.alarm.raise(setAsideTrouble(batch.setAside));
      }
      if (batch.numbered > 0) {
        size = batch.size;
      }
      isPending = batch.isPending;
    } while (
      !this.#follower.isStopped &&
      (isPending || (await this.#isBehind(newest)))
    );
    if (size !== undefined) {
      for (const listener of this.#listeners) {
        listener(size);
      }
    }
  }

  /** Asked without the lock, so that looking every second costs writers nothing. */
  async #isBehind(newest?: number | string): Promise<boolean> {
    const { knex } = this.#options;
    if (await isAnyWaiting(knex, newest)) {
      return true;
    }
    return newest === undefined && this.#needsUpgrade();
  }

  /** Whether a log from before there were MACs has yet to say from where on it has them. */
  async #needsUpgrade(): Promise<boolean> {
    if (this.#isUpgraded) {
      return false;
    }
    const log = await readLogRow(this.#options.knex);
    this.#isUpgraded = log?.legacy_until === null;
    return !this.#isUpgraded && Number(log?.size) > 0;
  }

  /** Undefined when there was nothing to number. */
  async #runBatch(): Promise<Batch | undefined> {
    const { knex, clock, verifierKeys, eventKeys: keys, alarm } = this.#options;
    return retryTransaction(() =>
      knex.transaction(async db => {
        await beginWrite(db);
        const log = await lockLogRow(db);
        if (this.#options.guard?.noteLength(Number(log.size)) === false) {
          return undefined;
        }
        const now = toInstant(clock.now());
        const isPending = await isUpgradePending(db, log);
        const next = await nextEvents(db, { log, isPending, keys, now });
        if (!next) {
          return undefined;
        }
        if (isPending && Number(log.size) > 0) {
          await assertLegacyLog(db, { log, verifierKeys, eventKeys: keys });
        }
        const { good, bad } = await sortEvents(db, next.rows, next.keys);
        if (bad.length > 0) {
          await setAside(db, bad, now);
          await alarm.addNotice(db, setAsideTrouble(bad), now);
        }
        const size =
          good.length > 0
            ? await this.#extend(db, { log, isPending, events: good })
            : Number(log.size);
        if (next.upgrades || !isPending) {
          await markLogUpgraded(db);
        }
        return {
          size,
          numbered: good.length,
          setAside: bad,
          isPending: isPending && !next.upgrades,
        };
      }),
    );
  }

  /** Numbers events and extends the tree by them. Returns its size. */
  async #extend(
    db: Knex.Transaction,
    options: {
      log: AuditLogRow;
      isPending: boolean;
      events: readonly AuditEventRow[];
    },
  ): Promise<number> {
    const { eventKeys } = this.#options;
    const { log, events } = options;
    const before = Number(log.size);
    const reached = await readFrontier(before, createNodeReader(db));
    // Before the upgrade there is no MAC of the end.
    if (!options.isPending || log.mac !== null) {
      const root = frontierRoot(reached, sha256);
      assertEnd({ size: before, root }, log, eventKeys);
    }
    await numberEvents(
      db,
      events.map(event => event.insert_id),
      before,
    );
    const { frontier, newNodes } = appendLeaves(
      reached,
      events.map(event => Buffer.from(event.leaf_hash, 'base64')),
      sha256,
    );
    await insertNodes(db, newNodes);
    const end = { size: frontier.size, root: frontierRoot(frontier, sha256) };
    await moveLogEnd(db, { size: end.size, ...signEnd(end, eventKeys) });
    return end.size;
  }
}
