import { isEventType } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import {
  EventSink,
  EventSinksExtensionPoint,
} from '@chatbot-portal/backstage-plugin-chatbots-node';
import { EVENTS_SINK } from './createEventsSink';

/** The sinks that modules add. */
export class EventSinks implements EventSinksExtensionPoint {
  readonly #sinks = new Map<string, EventSink>();

  addSink(sink: EventSink): void {
    const { id, types } = sink;
    if (!/^[a-z][a-z0-9-]{0,39}$/.test(id)) {
      throw new Error(
        `'${id}' is no id of an event sink: use 1 to 40 lower-case letters, digits and hyphens, beginning with a letter`,
      );
    }
    if (id === EVENTS_SINK || this.#sinks.has(id)) {
      throw new Error(`There are two event sinks '${id}'`);
    }
    const unknown = types?.find(type => !isEventType(type));
    if (unknown !== undefined) {
      throw new Error(
        `The event sink '${id}' asks for events of type '${unknown}', which there is not`,
      );
    }
    this.#sinks.set(id, sink);
  }

  list(): EventSink[] {
    return [...this.#sinks.values()];
  }
}
