import { LifecycleService, LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { isPostgres } from '../../database/dialect';
import { UnitOfWork } from '../../database/UnitOfWork';
import { listenForCommits } from './listenForCommits';

/** Fallback poll interval in milliseconds, for a lost commit notification. */
const FALLBACK_MS = 1000;

/**
 * Wakes those who follow what is committed: after each commit of this process, after each commit of another replica
 * (PostgreSQL's LISTEN), and every second, because notices can be lost.
 */
export class CommitWaker {
  readonly #followers = new Set<() => void>();
  readonly #stops: (() => Promise<void>)[] = [];

  static create(options: {
    knex: Knex;
    unitOfWork: UnitOfWork;
    lifecycle: LifecycleService;
    logger: LoggerService;
  }): CommitWaker {
    const { knex, unitOfWork, lifecycle, logger } = options;
    const waker = new CommitWaker();
    const wake = () => waker.#wake();
    unitOfWork.onCommit(wake);
    const timer = setInterval(wake, FALLBACK_MS);
    timer.unref();
    const listener = isPostgres(knex)
      ? listenForCommits({ knex, logger, onCommit: wake })
      : undefined;
    lifecycle.addShutdownHook(async () => {
      clearInterval(timer);
      await listener?.stop();
      waker.#followers.clear();
      for (const stop of waker.#stops) {
        await stop();
      }
    });
    return waker;
  }

  private constructor() {
    // Made by create, as everything here.
  }

  /**
   * Calls back after commits, possibly without need.
   *
   * @param wake - returns at once and never throws
   * @param stop - at shutdown; resolves when nothing runs any more
   */
  follow(wake: () => void, stop: () => Promise<void>): void {
    this.#followers.add(wake);
    this.#stops.push(stop);
    wake();
  }

  #wake(): void {
    for (const wake of this.#followers) {
      wake();
    }
  }
}
