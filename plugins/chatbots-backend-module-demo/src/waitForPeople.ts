import { LoggerService } from '@backstage/backend-plugin-api';
import { DemoPortal } from '@chatbot-portal/backstage-plugin-chatbots-node/alpha';
import { setTimeout as sleep } from 'node:timers/promises';
import { PEOPLE } from './playHistory';

const PAUSE_MS = 500;
const ATTEMPTS = 240;

/** Waits until the catalog knows the people of the history. Answers false when it doesn't within minutes, or is told to stop. */
export async function waitForPeople(
  { people, signal }: Pick<DemoPortal, 'people' | 'signal'>,
  logger: LoggerService,
): Promise<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS && !signal.aborted; attempt += 1) {
    if (await areKnown(people)) {
      return true;
    }
    await sleep(PAUSE_MS);
  }
  if (!signal.aborted) {
    logger.warn(
      `The example history was not made: the catalog does not have ${PEOPLE.join(
        ', ',
      )} with their groups`,
    );
  }
  return false;
}

async function areKnown(people: DemoPortal['people']): Promise<boolean> {
  try {
    for (const userRef of PEOPLE) {
      if ((await people.groupsOf(userRef)).size === 0) {
        return false;
      }
    }
    return true;
  } catch {
    // The catalog is still starting.
    return false;
  }
}
