import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { EventSink } from './EventSink';

/**
 * Takes event sinks from modules.
 *
 * @public
 */
export interface EventSinksExtensionPoint {
  /**
   * Adds a sink. A new sink gets what happens from then on; one that was added before goes on where it ended.
   *
   * @throws Error when its id is malformed or taken, or when it names a type of event that there is not
   */
  addSink(sink: EventSink): void;
}

/**
 * Where modules of the chatbots plugin add sinks for the events of the audit log.
 *
 * @public
 */
export const eventSinksExtensionPoint =
  createExtensionPoint<EventSinksExtensionPoint>({
    id: 'chatbots.event-sinks',
  });
