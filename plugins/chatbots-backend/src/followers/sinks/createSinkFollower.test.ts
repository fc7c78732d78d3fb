import { mockServices } from '@backstage/backend-test-utils';
import {
  EventSink,
  SinkEvent,
} from '@chatbot-portal/backstage-plugin-chatbots-node';
import { createTestDatabases } from '../../__testUtils__/databases';
import { createTestLog } from '../../__testUtils__/createTestLog';
import {
  sampleEvent,
  sampleEventWithText,
} from '../../__testUtils__/sampleEvents';
import { connectDatabase } from '../../database/connectDatabase';
import { createSinkFollower } from './createSinkFollower';
import { EventSinks } from './EventSinks';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('an event sink on %s', id => {
  async function setUp() {
    const knex = await databases.init(id);
    await connectDatabase(mockServices.database({ knex }));
    let time = Date.parse('2026-01-01T00:00:00.000Z');
    const clock = { now: () => new Date(time) };
    const { eventKeys, record, number } = createTestLog(knex, { clock });
    // With the first event comes one of the log itself.
    await record(sampleEvent('first'));
    await number();
    const context = {
      knex,
      clock,
      eventKeys,
      logger: mockServices.logger.mock(),
    };
    /** A sink that notes what it gets. */
    const createSink = (options: Partial<EventSink> = {}) => {
      const events: SinkEvent[] = [];
      const sink: EventSink = {
        id: 'test',
        receive: async event => {
          events.push(event);
        },
        ...options,
      };
      const follower = createSinkFollower(sink, context);
      const ids = () => events.map(({ subject }) => subject.id);
      return { sink, events, follower, ids };
    };
    const tell = async (...names: string[]) => {
      await record(...names.map(name => sampleEvent(name)));
      await number();
    };
    return {
      knex,
      record,
      number,
      tell,
      createSink,
      pass: (milliseconds: number) => {
        time += milliseconds;
      },
    };
  }

  it('gets what happens from its first start on, and goes on where it ended', async () => {
    const { tell, createSink } = await setUp();
    await tell('before');
    const { follower, ids } = createSink();
    await follower.run();
    expect(ids()).toEqual([]);
    await tell('a', 'b');
    await follower.run();
    expect(ids()).toEqual(['a', 'b']);
    await tell('c');
    const again = createSink();
    await again.follower.run();
    expect(again.ids()).toEqual(['c']);
  });

  it('gets ids, pseudonyms and facts of an event, and no texts', async () => {
    const { knex, record, number, createSink } = await setUp();
    const { events, follower } = createSink();
    await follower.run();
    await record(sampleEventWithText(1, 'the purpose of somebody'));
    await number();
    await follower.run();
    const [row] = await knex('audit_events').where({ type: 'token.issued' });
    expect(events.map(event => ({ ...event }))).toEqual([
      {
        id: row.id,
        sequence: Number(row.sequence),
        type: 'token.issued',
        occurredAt: '2026-01-01T00:00:00.000Z',
        recordedAt: '2026-01-01T00:00:00.000Z',
        actor: { kind: 'service', subject: 'portal' },
        subject: { kind: 'pipeline-token', chatbot: 'support-bot', id: '1' },
        data: sampleEventWithText(1, '').data,
        people: {},
      },
    ]);
  });

  it('gets the types that it asks for alone', async () => {
    const { record, number, createSink } = await setUp();
    const { events, follower } = createSink({ types: ['token.issued'] });
    await follower.run();
    await record(sampleEvent('a'), sampleEventWithText(1, 'x'));
    await number();
    await follower.run();
    expect(events.map(({ type }) => type)).toEqual(['token.issued']);
  });

  it('gets an event that it failed on again after a pause, and none before it twice', async () => {
    const { knex, tell, createSink, pass } = await setUp();
    const seen: string[] = [];
    let isDown = true;
    const { follower } = createSink({
      receive: async ({ subject }) => {
        if (subject.id === 'b' && isDown) {
          throw new Error('down');
        }
        seen.push(subject.id);
      },
    });
    await follower.run();
    await tell('a', 'b', 'c');
    await follower.run();
    expect(seen).toEqual(['a']);
    isDown = false;
    await follower.run();
    expect(seen).toEqual(['a']);
    pass(2000);
    await follower.run();
    expect(seen).toEqual(['a', 'b', 'c']);
    expect(
      await knex('follower_cursors').where({ name: 'sink:test' }),
    ).toMatchObject([{ failures: 0, not_before: null }]);
  });

  it('waits longer after each failure in a row', async () => {
    const { knex, tell, createSink, pass } = await setUp();
    let attempts = 0;
    const { follower } = createSink({
      receive: async () => {
        attempts += 1;
        throw new Error('down');
      },
    });
    await follower.run();
    await tell('a');
    for (const [pause, count] of [
      [0, 1],
      [1999, 1],
      [1, 2],
      [2000, 2],
      [2000, 3],
    ]) {
      pass(pause);
      await follower.run();
      expect(attempts).toBe(count);
    }
    expect(
      await knex('follower_cursors').where({ name: 'sink:test' }),
    ).toMatchObject([{ failures: 3 }]);
  });

  it('holds up no other sink when it fails', async () => {
    const { tell, createSink } = await setUp();
    const broken = createSink({
      id: 'broken',
      receive: async () => {
        throw new Error('down');
      },
    });
    const other = createSink({ id: 'other' });
    await broken.follower.run();
    await other.follower.run();
    await tell('a', 'b');
    await broken.follower.run();
    await other.follower.run();
    expect(other.ids()).toEqual(['a', 'b']);
  });
});

describe('the extension point of event sinks', () => {
  const receive = async () => {};

  it('refuses a second sink of one id', () => {
    const sinks = new EventSinks();
    sinks.addSink({ id: 'one', receive });
    expect(() => sinks.addSink({ id: 'one', receive })).toThrow(
      "There are two event sinks 'one'",
    );
    expect(() => sinks.addSink({ id: 'events', receive })).toThrow(
      "There are two event sinks 'events'",
    );
  });

  it.each(['', 'Upper', 'webhook:one', '-a', 'a'.repeat(41)])(
    'refuses the id %j',
    id => {
      expect(() => new EventSinks().addSink({ id, receive })).toThrow(
        'is no id of an event sink',
      );
    },
  );

  it('refuses a type of event that there is not', () => {
    const types = ['promotion.gone'] as unknown as EventSink['types'];
    expect(() =>
      new EventSinks().addSink({ id: 'one', types, receive }),
    ).toThrow("events of type 'promotion.gone', which there is not");
  });
});
