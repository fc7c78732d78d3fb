import { z } from 'zod';
import type { AuditEventBody } from './AuditEventBody';
import { errorWithReason } from '../errors';
import {
  eventDefinitions,
  EventPart,
  EventType,
  isEventType,
} from './ChatbotEvent';
import { EventDefinition } from './definition';
import { LaterFacts, legacyVersions } from './legacy';

type WithLater<V, Later extends PropertyKey> = Omit<V, Later> &
  Partial<Pick<V, Later & keyof V>>;

type Commitments<V> = { [K in keyof V]: { commitment: string } };

type StoredEvents = {
  [T in EventType]: Pick<
    AuditEventBody,
    'eventId' | 'occurredAt' | 'recordedAt' | 'actor' | 'demo'
  > & {
    type: T;
    subject: EventPart<T, 'subject'>;
    data: WithLater<EventPart<T, 'data'>, LaterFacts<T, 'data'>>;
    /** Pseudonyms by role. */
    people: WithLater<EventPart<T, 'people'>, LaterFacts<T, 'people'>>;
    /** Commitments by field. */
    texts: Commitments<
      WithLater<EventPart<T, 'texts'>, LaterFacts<T, 'texts'>>
    >;
    /** Names of today's facts that events of its version have not: they are unknown, not absent. */
    lacks: readonly string[];
  };
};

/**
 * An event as the log holds it: pseudonyms instead of people, commitments instead of texts. Facts that bodies of before lack
 * are optional.
 *
 * @public
 */
export type StoredEvent<T extends EventType = EventType> = StoredEvents[T];

/**
 * Reads the event in a stored body.
 *
 * @throws InputError with reason `audit-event-invalid` for a body of another shape than its type has or had
 *
 * @public
 */
export function readStoredEvent(body: AuditEventBody): StoredEvent {
  const { people = {}, texts = {}, ...data } = body.data;
  const parts: Parts = { subject: body.subject, data, people, texts };
  if (isEventType(body.type)) {
    const problem = problemOf(eventDefinitions[body.type], parts);
    if (problem === undefined) {
      return stored(body, body.type, parts, []);
    }
    const legacy = legacyVersions(body.type, data).find(
      ({ definition }) => problemOf(definition, parts) === undefined,
    );
    if (legacy) {
      return stored(body, legacy.type, parts, legacy.lacks);
    }
    throw errorWithReason(
      'audit-event-invalid',
      `The audit event is no ${body.type}: ${problem}`,
    );
  }
  throw errorWithReason(
    'audit-event-invalid',
    `The audit event has an unknown type, ${body.type}`,
  );
}

type Parts = Record<'subject' | 'data' | 'people' | 'texts', object>;

function stored(
  { eventId, occurredAt, recordedAt, actor, demo }: AuditEventBody,
  type: EventType,
  parts: Parts,
  lacks: readonly string[],
): StoredEvent {
  const frame = { eventId, occurredAt, recordedAt, actor };
  // Its parts were checked with the schemas that the type is made of.
  return {
    ...frame,
    ...(demo ? { demo } : {}),
    type,
    ...parts,
    lacks,
  } as StoredEvent;
}

/** Schemas of what is stored, by definition: making one takes longer than reading an event with it. */
const schemas = new WeakMap<EventDefinition, z.ZodObject>();

/** What keeps the parts from being the event that is defined, if anything does. */
function problemOf(
  definition: EventDefinition,
  parts: Parts,
): string | undefined {
  let schema = schemas.get(definition);
  if (!schema) {
    const { subject, data, people, texts } = definition;
    schema = z.strictObject({
      subject,
      data,
      people,
      texts: commitmentsOf(texts),
    });
    schemas.set(definition, schema);
  }
  const { error } = schema.safeParse(parts);
  return error && z.prettifyError(error);
}

const commitment = z.strictObject({ commitment: z.string() });

function commitmentsOf(texts: z.ZodObject): z.ZodObject {
  return z.strictObject(
    Object.fromEntries(
      Object.entries(texts.shape).map(([field, schema]) => [
        field,
        z.safeParse(schema, undefined).success
          ? commitment.optional()
          : commitment,
      ]),
    ),
  );
}
