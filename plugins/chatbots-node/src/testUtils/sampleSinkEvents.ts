import {
  EVENT_TYPES,
  eventSchemas,
  EventType,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { z } from 'zod';
import { SinkEvent } from '../EventSink';

const INSTANT = '2026-01-02T03:04:05.678Z';
const PSEUDONYM = '5f0c8f3e-7d1c-4f7e-9a77-0d7f6d1f2a10';

/**
 * One event of each type, with numbers in order. Each has every fact that its type may have, with values that stand for any.
 *
 * @public
 */
export function sampleSinkEvents(): SinkEvent[] {
  return EVENT_TYPES.map(sampleOf);
}

function sampleOf(type: EventType, sequence: number): SinkEvent {
  const { properties = {} } = z.toJSONSchema(eventSchemas[type]);
  const part = (name: string) => Object(valueOf(properties[name] ?? {}));
  const people = Object.keys(part('people')).map(role => [role, [PSEUDONYM]]);
  // Made from the schemas that the type is made of.
  return {
    id: `00000000-0000-4000-8000-${String(sequence).padStart(12, '0')}`,
    sequence,
    type,
    occurredAt: INSTANT,
    recordedAt: INSTANT,
    actor: { kind: 'user', pseudonym: PSEUDONYM },
    subject: part('subject'),
    data: part('data'),
    people: Object.fromEntries(people),
  } as SinkEvent;
}

type Schema = z.core.JSONSchema._JSONSchema;

/** A value that a schema takes. */
function valueOf(schema: Schema): unknown {
  if (typeof schema === 'boolean') {
    return {};
  }
  if (schema.const !== undefined) {
    return schema.const;
  }
  if (schema.enum) {
    return schema.enum[0];
  }
  // A fact that may be null has both types.
  const [type] = [schema.type].flat();
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, value]) => [
          name,
          valueOf(value),
        ]),
      );
    case 'array':
      return [valueOf(schema.items as Schema)];
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1);
    default:
      return textOf(schema);
  }
}

function textOf({ format, pattern }: Exclude<Schema, boolean>): string {
  if (format === 'date-time') {
    return INSTANT;
  }
  return pattern ? 'a'.repeat(64) : 'sample';
}
