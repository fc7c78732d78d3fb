import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';

/**
 * Runs a piece of work whenever it is woken, never twice at once.
 *
 * @remarks
 * Whoever wakes it during a run gets one more run: the one under way may have looked too early. A failed run is logged and
 * tried again at the next wake.
 */
export class Follower {
  readonly #name: string;
  readonly #logger: LoggerService;
  readonly #step: () => Promise<boolean>;
  #current: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #stopped = false;

  constructor(options: {
    /** What it does, as the log names it. */
    name: string;
    logger: LoggerService;
    /** Does one part of the work. Resolves to whether there may be more. */
    step(): Promise<boolean>;
  }) {
    this.#name = options.name;
    this.#logger = options.logger;
    this.#step = options.step;
  }

  get isStopped(): boolean {
    return this.#stopped;
  }

  /** Asks for a run. Returns at once and never throws. */
  wake(): void {
    // The run itself logs why it failed.
    this.run().catch(() => undefined);
  }

  /** Resolves after a run that began after the call; rejects when that run failed. */
  run(): Promise<void> {
    if (this.#next) {
      return this.#next;
    }
    if (!this.#current) {
      return this.#start();
    }
    this.#next = this.#current
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.#start();
      });
    return this.#next;
  }

  /** Resolves when nothing runs and nothing is asked for. */
  async idle(): Promise<void> {
    while (this.#current || this.#next) {
      await (this.#next ?? this.#current)?.catch(() => undefined);
    }
  }

  /** Ends after the step that runs. Nothing runs any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.idle();
  }

  #start(): Promise<void> {
    const run = this.#runSteps().finally(() => {
      this.#current = undefined;
    });
    this.#current = run;
    return run;
  }

  async #runSteps(): Promise<void> {
    try {
      while (!this.#stopped && (await this.#step())) {
        // The next step.
      }
    } catch (error) {
      this.#logger.error(
        `${this.#name} failed; it is tried again at the next change`,
        toError(error) as Error,
      );
      throw error;
    }
  }
}
