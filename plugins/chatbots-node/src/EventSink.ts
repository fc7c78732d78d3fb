import type {
  EventType,
  StoredEvent,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';

/**
 * A numbered event of the audit log, as systems outside get it.
 *
 * @remarks
 * Holds no personal data: people stand in it as pseudonyms, by role, and free texts are left out. Facts that events of an
 * older version lack are optional.
 *
 * @public
 */
export type SinkEvent<T extends EventType = EventType> = {
  [K in EventType]: Pick<
    StoredEvent<K>,
    | 'type'
    | 'occurredAt'
    | 'recordedAt'
    | 'actor'
    | 'subject'
    | 'data'
    | 'people'
    | 'demo'
  > & {
    /** A UUID, the same each time the event comes. */
    id: string;
    /** Its number in the audit log, from 0 and without gaps; orders the events of all sinks. */
    sequence: number;
  };
}[T];

/**
 * A system outside that gets the events of the audit log.
 *
 * @public
 */
export interface EventSink {
  /**
   * Names the sink's cursor: unique and stable. 1 to 40 lower-case letters, digits and hyphens, beginning with a letter.
   */
  readonly id: string;

  /** Types of events that it gets. Default: all. */
  readonly types?: readonly EventType[];

  /**
   * Takes one event. Returns once the event needs not come again.
   *
   * @remarks
   * Events come in the order of the log, one at a time, each at least once: an event comes again after a failure, and after a
   * process that died. An event that came before MUST be accepted; its `id` tells. When the promise rejects, the event is
   * tried again after a pause of two seconds, doubled each time up to ten minutes, and the sink gets no later event meanwhile;
   * other sinks go on. An attempt that takes longer than 30 seconds counts as failed, whatever becomes of it.
   */
  receive(event: SinkEvent): Promise<void>;
}
