import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { EventKeyEntry, EventKeys, FormerName } from './EventKeys';

const PATH = 'chatbots.audit.eventKeys';

const ADVICE = 'make a secret with: openssl rand -base64 32';

/**
 * The keys in config that authenticate audit events.
 *
 * @remarks
 * Production refuses to start without them: with a key per process, no replica would number what another one wrote.
 */
export function loadEventKeys(options: {
  config: Config;
  logger: LoggerService;
  /** Name of the log. */
  origin: string;
  /** Names that it had before, oldest first. */
  former?: readonly FormerName[];
}): EventKeys {
  const { config, logger, origin, former } = options;
  const keys = readEventKeyEntries(config);
  if (keys) {
    return EventKeys.create({ origin, keys, former });
  }
  if (process.env.NODE_ENV === 'production') {
    throw new Error(`Config ${PATH} is missing; ${ADVICE}`);
  }
  logger.warn(
    `Config ${PATH} is missing: a key was made for this process only`,
  );
  return EventKeys.generate(origin);
}

/** The keys in config, which can be used, or undefined where it has none. */
export function readEventKeyEntries(
  config: Config,
): EventKeyEntry[] | undefined {
  const keys = config.getOptionalConfigArray(PATH)?.map(entry => ({
    id: entry.getString('id'),
    secret: entry.getString('secret'),
  }));
  if (keys) {
    try {
      EventKeys.create({ origin: '', keys });
    } catch (error) {
      throw new Error(
        `Config ${PATH} ${
          error instanceof Error ? error.message : 'cannot be read'
        }; ${ADVICE}`,
      );
    }
  }
  return keys;
}
