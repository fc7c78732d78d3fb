import {
  EventType,
  parseAuditEventText,
  readStoredEvent,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Knex } from 'knex';
import { findLastOfChatbot } from '../../../database/auditEvents';
import { readPeople } from '../../../database/people';

/** Events that tell who owns a chatbot. */
const OWNING = [
  'chatbot.registered',
  'chatbot.facts-changed',
] as const satisfies readonly EventType[];

/**
 * Entity refs of those who owned a chatbot when an event was numbered, as the log tells. Two when the event is the one that
 * changed the owner; none for a person whose name was erased.
 */
export async function ownersAt(
  db: Knex,
  { chatbot, sequence }: { chatbot: string; sequence: number },
): Promise<string[]> {
  const row = await findLastOfChatbot(db, { chatbot, types: OWNING, sequence });
  if (!row) {
    return [];
  }
  const event = readStoredEvent(parseAuditEventText(row.body));
  if (event.type === 'chatbot.registered') {
    return groupOrPeople(db, event.data.owner, event.people.owner);
  }
  if (event.type !== 'chatbot.facts-changed') {
    return [];
  }
  const { before, after } = event.data;
  const { ownerBefore, ownerAfter } = event.people;
  const today = await groupOrPeople(db, after.owner, ownerAfter);
  return Number(row.sequence) === sequence
    ? [...(await groupOrPeople(db, before.owner, ownerBefore)), ...today]
    : today;
}

/** A person who owns a chatbot stands in the event by pseudonym. */
async function groupOrPeople(
  db: Knex,
  group: string | undefined,
  pseudonyms: readonly string[] = [],
): Promise<string[]> {
  const people = await readPeople(db, pseudonyms);
  return [...(group === undefined ? [] : [group]), ...people.values()];
}
