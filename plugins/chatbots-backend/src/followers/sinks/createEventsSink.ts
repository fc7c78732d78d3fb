import { EventsService } from '@backstage/plugin-events-node';
import { EventSink } from '@chatbot-portal/backstage-plugin-chatbots-node';

/** Id of the sink that publishes on Backstage's events service. */
export const EVENTS_SINK = 'events';

/** Publishes each event on the topic of its type, as `chatbots.promotion.approved`. */
export function createEventsSink(events: EventsService): EventSink {
  return {
    id: EVENTS_SINK,
    receive: event =>
      events.publish({ topic: `chatbots.${event.type}`, eventPayload: event }),
  };
}
