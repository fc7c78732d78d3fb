import { EVENT_TYPES } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { EventSink } from '../EventSink';
import { sampleSinkEvents } from './sampleSinkEvents';

/**
 * What {@link describeEventSink} needs.
 *
 * @public
 */
export interface EventSinkContract {
  /** What the tests are named after. */
  name: string;
  /** Makes a sink whose system outside has received nothing yet. Called before each test. */
  create(): Promise<EventSink> | EventSink;
  /**
   * Ids of the events that the system outside has by now, in the order of their first arrival; an id that arrived twice may
   * stand in it twice.
   */
  received(sink: EventSink): Promise<readonly string[]> | readonly string[];
}

/**
 * Tests whether a sink keeps its contract: it accepts every type of event that it asks for, in order, and an event again.
 *
 * @public
 */
export function describeEventSink(contract: EventSinkContract): void {
  describe(`the event sink ${contract.name}`, () => {
    let sink: EventSink;

    /** One event of each type that the sink gets. */
    const events = () =>
      sampleSinkEvents().filter(
        ({ type }) => !sink.types || sink.types.includes(type),
      );
    const distinct = async () => [...new Set(await contract.received(sink))];

    beforeEach(async () => {
      sink = await contract.create();
    });

    it('has an id that names a cursor', () => {
      expect(sink.id).toMatch(/^[a-z][a-z0-9-]{0,39}$/);
    });

    it('asks for types of events that there are', () => {
      expect(sink.types ?? EVENT_TYPES).not.toEqual([]);
      for (const type of sink.types ?? []) {
        expect(EVENT_TYPES).toContain(type);
      }
    });

    it('accepts an event of each type that it asks for, in order', async () => {
      for (const event of events()) {
        await sink.receive(event);
      }
      expect(await distinct()).toEqual(events().map(({ id }) => id));
    });

    it('accepts an event that it received before', async () => {
      const [event] = events();
      await sink.receive(event);
      await sink.receive(event);
      expect(await distinct()).toEqual([event.id]);
    });

    it('accepts earlier events again, as after a process that died', async () => {
      const few = events().slice(0, 3);
      for (const event of [...few, ...few]) {
        await sink.receive(event);
      }
      expect(await distinct()).toEqual(few.map(({ id }) => id));
    });
  });
}
