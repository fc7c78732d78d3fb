import { mockServices } from '@backstage/backend-test-utils';
import {
  ChatbotEvent,
  EVENT_TYPES,
  eventSchemas,
  EventType,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { SinkEvent } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { sampleSinkEvents } from '@chatbot-portal/backstage-plugin-chatbots-node/testUtils';
import { z } from 'zod';
import { createTestDatabases } from '../../__testUtils__/databases';
import { createTestLog } from '../../__testUtils__/createTestLog';
import { connectDatabase } from '../../database/connectDatabase';
import { systemClock } from '../../database/Clock';
import { createSinkFollower } from './createSinkFollower';

const databases = createTestDatabases();

const PERSON = 'user:default/engineer';
const WORDS = 'what somebody wrote';
/** Stands for the digest of a column that may name people. */
const GUESSABLE = 'b'.repeat(64);

type Schema = z.core.JSONSchema.JSONSchema;

/** An event of a type with people in every role and every text. */
function eventOf({ type, subject, data, people }: SinkEvent): ChatbotEvent {
  const schema: Schema = z.toJSONSchema(eventSchemas[type as EventType]);
  const texts = (schema.properties?.texts as Schema)?.properties ?? {};
  // Made from the schemas that the type is made of.
  return {
    type,
    subject,
    data,
    people: Object.fromEntries(
      Object.keys(people).map(role => [role, [PERSON]]),
    ),
    texts: Object.fromEntries(
      Object.entries(texts).map(([field, text]) => [
        field,
        (text as Schema).pattern ? GUESSABLE : WORDS,
      ]),
    ),
  } as ChatbotEvent;
}

describe.each(databases.eachSupportedId())('what sinks get on %s', id => {
  it('names no person and holds no text, whatever the type of event', async () => {
    const knex = await databases.init(id);
    await connectDatabase(mockServices.database({ knex }));
    const { eventKeys, unitOfWork, number } = createTestLog(knex);
    const received: SinkEvent[] = [];
    const follower = createSinkFollower(
      { id: 'test', receive: async event => void received.push(event) },
      {
        knex,
        clock: systemClock,
        logger: mockServices.logger.mock(),
        eventKeys,
      },
    );
    await follower.run();
    for (const sample of sampleSinkEvents()) {
      // The log records this one by itself.
      if (sample.type !== 'log.upgraded') {
        await unitOfWork.run(
          { actor: { kind: 'user', userRef: PERSON } },
          work => work.record(eventOf(sample)),
        );
      }
    }
    await number();
    await follower.run();

    expect(new Set(received.map(({ type }) => type))).toEqual(
      new Set(EVENT_TYPES),
    );
    const [{ pseudonym }] = await knex('people');
    for (const event of received) {
      const text = JSON.stringify(event);
      expect(text).not.toMatch(/engineer|wrote|texts|commitment/);
      expect(text).not.toContain(GUESSABLE);
      const roles: string[][] = Object.values(event.people);
      expect(roles).toEqual(roles.map(() => [pseudonym]));
    }
    expect(
      received.filter(({ people }) => Object.keys(people).length > 0).length,
    ).toBeGreaterThan(3);
  });
});
