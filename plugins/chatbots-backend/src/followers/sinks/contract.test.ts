import { mockServices } from '@backstage/backend-test-utils';
import {
  describeEventSink,
  sampleSinkEvents,
} from '@chatbot-portal/backstage-plugin-chatbots-node/testUtils';
import { EVENT_TYPES } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { createTestDatabases } from '../../__testUtils__/databases';
import { webhookTarget } from '../../__testUtils__/setUpWebhook';
import { connectDatabase } from '../../database/connectDatabase';
import { systemClock } from '../../database/Clock';
import { createEventsSink } from './createEventsSink';
import { createWebhookSink } from './webhooks/createWebhookSink';

const databases = createTestDatabases();

describe('events for sinks', () => {
  it('stand in the samples once for each type, in order', () => {
    const samples = sampleSinkEvents();
    expect(samples.map(({ type }) => type)).toEqual(EVENT_TYPES);
    expect(samples.map(({ sequence }) => sequence)).toEqual([
      ...samples.keys(),
    ]);
  });
});

describe('the built-in sink', () => {
  const published: string[] = [];
  const events = mockServices.events.mock({
    publish: async ({ topic, eventPayload }) => {
      const { id, type } = Object(eventPayload);
      expect(topic).toBe(`chatbots.${type}`);
      published.push(id);
    },
  });
  describeEventSink({
    name: 'of Backstage’s events service',
    create: () => {
      published.length = 0;
      return createEventsSink(events);
    },
    received: () => published,
  });

  let stored: () => Promise<string[]>;
  describeEventSink({
    name: 'of a webhook',
    create: async () => {
      const knex = await databases.init('SQLITE_3');
      await connectDatabase(mockServices.database({ knex }));
      stored = async () =>
        (await knex('webhook_deliveries').orderBy('sequence')).map(
          ({ event_id: eventId }) => eventId,
        );
      const sink = createWebhookSink(webhookTarget('https://receiver.test'), {
        clock: systemClock,
      });
      // Its cursor has a name that no module can take.
      return {
        id: sink.id.replace(':', '-'),
        receive: event => sink.receive(event, knex),
      };
    },
    received: () => stored(),
  });
});
