import { z } from 'zod';
import { chatbotEvents } from './chatbots';
import { EventDefinition } from './definition';
import { deploymentEvents } from './deployments';
import { evaluationEvents } from './evaluations';
import { logEvents } from './log';
import { permitEvents } from './permits';
import { policyEvents } from './policies';
import { promotionEvents } from './promotions';
import { tokenEvents } from './tokens';
import { versionEvents } from './versions';
import { webhookEvents } from './webhooks';
import { workflowEvents } from './workflows';

/** Definitions of all events, by type, in the order in which the page lists them. */
export const eventDefinitions = {
  ...chatbotEvents,
  ...tokenEvents,
  ...versionEvents,
  ...evaluationEvents,
  ...policyEvents,
  ...promotionEvents,
  ...workflowEvents,
  ...permitEvents,
  ...deploymentEvents,
  ...webhookEvents,
  ...logEvents,
};

type Definitions = typeof eventDefinitions;

/** `<noun>.<past participle>`; a name is never given to another fact. @public */
export type EventType = keyof Definitions;

/** One part of an event. */
export type EventPart<
  T extends EventType,
  P extends 'subject' | 'data' | 'people' | 'texts',
> = z.infer<Definitions[T][P]>;

/** A property that may be left out where its value may be empty. */
type MayBeEmpty<K extends string, V> = {} extends V
  ? { [P in K]?: V }
  : { [P in K]: V };

type Events = {
  [T in EventType]: {
    type: T;
    subject: EventPart<T, 'subject'>;
    data: EventPart<T, 'data'>;
  } & MayBeEmpty<'people', EventPart<T, 'people'>> &
    MayBeEmpty<'texts', EventPart<T, 'texts'>>;
};

/**
 * A fact as a command records it.
 *
 * @remarks
 * `data` is hashed as it stands. `people` are entity refs by role and are hashed as pseudonyms; `texts` are hashed as salted
 * commitments. Both can be erased without touching the log.
 *
 * @public
 */
export type Event<T extends EventType = EventType> = Events[T];

/** Every fact that the portal records, told apart by `type`. @public */
export type ChatbotEvent = Event;

/** All event types. @public */
export const EVENT_TYPES = Object.keys(eventDefinitions) as EventType[];

/** Whether a text is the type of an event. @public */
export function isEventType(type: string): type is EventType {
  return Object.hasOwn(eventDefinitions, type);
}

/** Strict schemas of what commands record, by type. @public */
export const eventSchemas = Object.fromEntries(
  EVENT_TYPES.map(type => [type, schemaOf(type, eventDefinitions[type])]),
) as Record<EventType, z.ZodObject>;

function schemaOf(type: EventType, definition: EventDefinition): z.ZodObject {
  return z.strictObject({
    type: z.literal(type),
    subject: definition.subject,
    data: definition.data,
    people: mayBeEmpty(definition.people),
    texts: mayBeEmpty(definition.texts),
  });
}

function mayBeEmpty(schema: z.ZodObject): z.ZodType {
  return schema.safeParse({}).success ? schema.optional() : schema;
}
