import {
  LifecycleService,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  assertDevelopmentOnly,
  DemoExtensionPoint,
  DemoHistory,
  DemoPortal,
} from '@chatbot-portal/backstage-plugin-chatbots-node/alpha';

/** Plays the example history that a module brought, where config asks for it and in development only. */
export class DemoPlayback implements DemoExtensionPoint {
  #history: DemoHistory | undefined;
  #isPlaying = false;

  setHistory(history: DemoHistory): void {
    if (this.#history) {
      throw new Error('There are two example histories');
    }
    this.#history = history;
  }

  /** Whether the history is being played. */
  get isPlaying(): boolean {
    return this.#isPlaying;
  }

  /**
   * Ends the start of the backend in production, and with the history switched on where other machines can reach it. To be
   * called before anything is written.
   */
  assertAllowed(
    config: RootConfigService,
    nodeEnv: string | undefined = process.env.NODE_ENV,
  ): void {
    if (
      isSwitchedOn(config) ||
      (this.#history !== undefined && nodeEnv === 'production')
    ) {
      assertDevelopmentOnly({
        config,
        nodeEnv,
        demo: 'The example history',
        remedy:
          "leave out the module 'chatbots-backend-module-demo' and 'chatbots.demo.history'",
      });
    }
  }

  /** Starts to play, if config asks for it. Returns at once: the start of the backend does not wait for the history. */
  start(
    options: {
      config: RootConfigService;
      logger: LoggerService;
      lifecycle: LifecycleService;
    },
    createPortal: (signal: AbortSignal) => DemoPortal,
  ): void {
    const { config, logger, lifecycle } = options;
    this.assertAllowed(config);
    if (!isSwitchedOn(config)) {
      return;
    }
    if (!this.#history) {
      logger.warn(
        "Config chatbots.demo.history does nothing without the module 'chatbots-backend-module-demo'",
      );
      return;
    }
    const stop = new AbortController();
    lifecycle.addShutdownHook(() => stop.abort());
    this.#isPlaying = true;
    this.#history
      .play(createPortal(stop.signal))
      .catch(error => {
        if (!stop.signal.aborted) {
          logger.error(
            'The example history was not completed; delete the data folder to begin anew',
            toError(error) as Error,
          );
        }
      })
      .finally(() => {
        this.#isPlaying = false;
      });
  }
}

function isSwitchedOn(config: RootConfigService): boolean {
  return config.getOptionalBoolean('chatbots.demo.history') ?? false;
}
