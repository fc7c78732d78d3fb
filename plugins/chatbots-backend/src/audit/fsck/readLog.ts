import {
  readStoredEvent,
  StoredEvent,
  AuditEventBody,
  parseAuditEventText,
  EventType,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Knex } from 'knex';
import { listEventsOf } from '../../database/recordEvents';

/** What the log says of one record. */
export interface Told<T extends EventType> {
  /** Events with a number below the size, oldest first. */
  events: StoredEvent<T>[];
  /** Whether something about it was committed since: then the next run judges it. */
  waiting: boolean;
}

/** What the log says of some records, by chatbot and id. */
export async function eventsOf<T extends EventType>(
  knex: Knex,
  options: {
    size: number;
    kind: StoredEvent<T>['subject']['kind'];
    types: readonly T[];
    ids: readonly string[];
  },
): Promise<(chatbot: string | null, id: string) => Told<T>> {
  const { size, types } = options;
  const ids = [...new Set(options.ids)];
  const rows = await listEventsOf(knex, { kind: options.kind, ids }, types);
  const told = new Map<string, Told<T>>();
  for (const row of rows) {
    const key = keyOf(row.chatbot, row.subject_id);
    const one = told.get(key) ?? { events: [], waiting: false };
    told.set(key, one);
    if (row.sequence === null || Number(row.sequence) >= size) {
      one.waiting = true;
    } else {
      const event = readEvent(row.body);
      if (event && isOneOf(event, types)) {
        one.events.push(event);
      }
    }
  }
  return (chatbot, id) =>
    told.get(keyOf(chatbot, id)) ?? { events: [], waiting: false };
}

/** Whether an event is of one of the types: an old body may have another one today. */
export function isOneOf<T extends EventType>(
  event: StoredEvent,
  types: readonly T[],
): event is StoredEvent<T> {
  return types.some(type => type === event.type);
}

function keyOf(chatbot: string | null, id: string): string {
  return JSON.stringify([chatbot, id]);
}

/** Undefined for a text that is no event any more: that is a finding of its own and ends no check. */
export function readBody(text: string): AuditEventBody | undefined {
  try {
    return parseAuditEventText(text);
  } catch {
    return undefined;
  }
}

/** The event in a stored text; undefined where it has no form that the portal writes or wrote. */
export function readEvent(text: string): StoredEvent | undefined {
  const body = readBody(text);
  try {
    return body && readStoredEvent(body);
  } catch {
    return undefined;
  }
}
