import { toError } from '@backstage/errors';
import { setTimeout as sleep } from 'node:timers/promises';
import { GovernanceServices } from '../governance';
import { CatalogMembershipReader } from '../people';
import { PluginContext } from '../PluginContext';
import { RegistryServices } from '../registry';
import { ViewServices } from '../views';
import { playHistory } from './playHistory';

const NEEDED = ['user:default/engineer', 'user:default/reviewer-two'];
const PAUSE_MS = 500;
const ATTEMPTS = 240;

/** How the example history stands. */
export interface Demo {
  /** Whether it is being made, or waits for the people in it. */
  isPlaying(): boolean;
}

/**
 * Plays the example history once the catalog knows the people in it, when config asks for it. Runs beside the start, which
 * does not wait for it.
 */
export function startDemo(
  context: PluginContext,
  services: {
    registry: RegistryServices;
    governance: GovernanceServices;
    views: ViewServices;
  },
): Demo {
  const { config, logger, knex, clock, lifecycle } = context;
  if (!config.getOptionalBoolean('chatbots.demo.history')) {
    return { isPlaying: () => false };
  }
  if (process.env.NODE_ENV === 'production') {
    throw new Error(
      'Config chatbots.demo.history is for development; remove it in production',
    );
  }
  let stopped = false;
  let playing = true;
  lifecycle.addShutdownHook(() => {
    stopped = true;
  });
  const people = CatalogMembershipReader.create(context);
  const play = async () => {
    for (let attempt = 0; attempt < ATTEMPTS && !stopped; attempt += 1) {
      if (await isReady(people)) {
        await playHistory({
          knex,
          logger,
          registry: services.registry,
          governance: services.governance,
          views: services.views,
          now: clock.now(),
        });
        return;
      }
      await sleep(PAUSE_MS);
    }
  };
  play()
    .catch(error =>
      logger.error(
        'The example history was not completed; delete the data folder to begin anew',
        toError(error) as Error,
      ),
    )
    .finally(() => {
      playing = false;
    });
  return { isPlaying: () => playing };
}

async function isReady(people: CatalogMembershipReader): Promise<boolean> {
  try {
    for (const ref of NEEDED) {
      if ((await people.groupsOf(ref)).size === 0) {
        return false;
      }
    }
    return true;
  } catch {
    // The catalog is still starting.
    return false;
  }
}
