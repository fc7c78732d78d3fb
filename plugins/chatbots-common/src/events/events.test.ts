import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { AuditEventBody } from './AuditEventBody';
import { EVENT_TYPES, eventSchemas, isEventType, readStoredEvent } from '.';
import { EventType, eventDefinitions } from './ChatbotEvent';
import { EventDefinition } from './definition';
import { describeEvents } from './describeEvents';
import { legacyVersions } from './legacy';

const PARTS = ['subject', 'data', 'people', 'texts'] as const;
const COMMITMENT = { commitment: 'A'.repeat(43).concat('=') };

/** Values that a schema takes, with and without what is optional. */
function valuesOf(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodOptional) {
    return fc.option(valuesOf(schema.unwrap()), { nil: undefined });
  }
  if (schema instanceof z.ZodNullable) {
    return fc.option(valuesOf(schema.unwrap()), { nil: null });
  }
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries(schema.shape as z.core.$ZodLooseShape).map(
      ([key, value]) => [key, valuesOf(value)],
    );
    return fc
      .record(Object.fromEntries(fields))
      .map(value => JSON.parse(JSON.stringify(value)));
  }
  if (schema instanceof z.ZodArray) {
    return fc.array(valuesOf(schema.element), { maxLength: 3 });
  }
  if (schema instanceof z.ZodEnum) {
    return fc.constantFrom(...schema.options);
  }
  if (schema instanceof z.ZodLiteral) {
    return fc.constant(schema.value);
  }
  if (schema instanceof z.ZodBoolean) {
    return fc.boolean();
  }
  if (schema instanceof z.ZodNumber) {
    return fc.integer({ min: 1, max: 100 });
  }
  const candidates = [
    fc.string({ minLength: 1 }),
    fc.stringMatching(/^[0-9a-f]{64}$/),
    fc.constant('2026-01-02T03:04:05.678Z'),
  ];
  const taken = candidates.find(one =>
    fc.sample(one, 20).every(value => z.safeParse(schema, value).success),
  );
  if (!taken) {
    throw new Error('A schema of a kind that this test does not know');
  }
  return taken;
}

function eventsOf(type: EventType): fc.Arbitrary<Record<string, unknown>> {
  const definition: EventDefinition = eventDefinitions[type];
  return fc.record({
    type: fc.constant(type),
    subject: valuesOf(definition.subject),
    data: valuesOf(definition.data),
    people: valuesOf(definition.people),
    texts: valuesOf(definition.texts),
  });
}

function bodyOf(event: Record<string, unknown>): AuditEventBody {
  const { type, subject, data, people, texts } = event;
  const committed = Object.keys(Object(texts)).map(key => [key, COMMITMENT]);
  return {
    schemaVersion: 1,
    eventId: '00000000-0000-4000-8000-000000000000',
    occurredAt: '2026-01-02T03:04:05.678Z',
    recordedAt: '2026-01-02T03:04:05.678Z',
    actor: { kind: 'service', subject: 'portal' },
    type,
    subject,
    data: { ...Object(data), people, texts: Object.fromEntries(committed) },
  } as AuditEventBody;
}

describe.each(EVENT_TYPES)('%s', type => {
  it('comes back from its stored body as it was recorded', () => {
    fc.assert(
      fc.property(eventsOf(type), event => {
        expect(eventSchemas[type].parse(event)).toEqual(event);
        const body = bodyOf(event);
        const { data, people, texts } = event;
        expect(readStoredEvent(JSON.parse(JSON.stringify(body)))).toEqual({
          ...event,
          ...{ data, people },
          texts: Object.fromEntries(
            Object.keys(Object(texts)).map(key => [key, COMMITMENT]),
          ),
          eventId: body.eventId,
          occurredAt: body.occurredAt,
          recordedAt: body.recordedAt,
          actor: body.actor,
          lacks: [],
        });
      }),
      { numRuns: 25 },
    );
  });

  it('refuses an unknown field anywhere, and a missing one', () => {
    const [event] = fc.sample(eventsOf(type), 1);
    const refuse = (changed: object) => {
      expect(eventSchemas[type].safeParse(changed).success).toBe(false);
    };
    refuse({ ...event, more: 1 });
    for (const part of PARTS) {
      const value = Object(event[part]);
      const body = bodyOf({ ...event, [part]: { ...value, more: 'x' } });
      refuse({ ...event, [part]: { ...value, more: 'x' } });
      expect(() => readStoredEvent(body)).toThrow(
        expect.objectContaining({ reason: 'audit-event-invalid' }),
      );
    }
    refuse({ ...event, subject: { ...Object(event.subject), kind: 'x' } });
    refuse({ ...event, subject: {} });
    refuse({ ...event, type: 'x.happened' });
  });

  it('gives a later fact a name that no other fact of it has', () => {
    const { data, people, texts }: EventDefinition = eventDefinitions[type];
    const names = [data, people, texts].flatMap(({ shape }) =>
      Object.keys(shape),
    );
    const later = legacyVersions(type, {}).flatMap(({ lacks }) => lacks);
    for (const fact of later) {
      expect(names.filter(name => name === fact)).toEqual([fact]);
    }
  });

  it('has a meaning that ends as a sentence', () => {
    expect(eventDefinitions[type].meaning).toMatch(/^[A-Z].*\.$/);
  });
});

describe('event types', () => {
  // The audit page's filters and saved exports know them.
  it('keep their names', () => {
    expect([...EVENT_TYPES].sort()).toMatchInlineSnapshot(`
      [
        "audit.exported",
        "chatbot.facts-accepted",
        "chatbot.facts-changed",
        "chatbot.facts-proposed",
        "chatbot.facts-rejected",
        "chatbot.facts-withdrawn",
        "chatbot.registered",
        "deployment.deployed",
        "deployment.failed",
        "deployment.rolled-back",
        "deployment.step-reported",
        "evaluation.reported",
        "log.anchor-replaced",
        "log.anchored",
        "log.continued",
        "log.upgraded",
        "policy.activated",
        "policy.approved",
        "policy.proposed",
        "promotion.answered",
        "promotion.approved",
        "promotion.decided",
        "promotion.decision-withdrawn",
        "promotion.deployed",
        "promotion.deploying",
        "promotion.expired",
        "promotion.failed",
        "promotion.rebound",
        "promotion.rejected",
        "promotion.released",
        "promotion.reopened",
        "promotion.requested",
        "promotion.rolled-back",
        "promotion.superseded",
        "promotion.void",
        "promotion.withdrawn",
        "promotion.workflow-failed",
        "promotion.workflow-requested",
        "promotion.workflow-started",
        "token.exchanged",
        "token.issued",
        "token.revoked",
        "version.reported",
        "webhook.redelivered",
      ]
    `);
  });

  it('are told from other texts', () => {
    expect(EVENT_TYPES.every(isEventType)).toBe(true);
    expect(isEventType('x.happened')).toBe(false);
    expect(isEventType('toString')).toBe(false);
    const body = { ...bodyOf({}), type: 'x.happened', data: {} };
    expect(() => readStoredEvent(body)).toThrow('unknown type, x.happened');
  });
});

describe('docs/events.md', () => {
  it('is what scripts/generate-docs.mjs writes', () => {
    const page = resolve(__dirname, '../../../../docs/events.md');
    expect(readFileSync(page, 'utf8')).toBe(describeEvents());
  });
});
