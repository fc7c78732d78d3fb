import {
  EventType,
  StoredEvent,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { listChangedSince } from '../../../database/recordEvents';
import { authenticateEvent } from '../../authenticateEvent';
import { FsckContext } from '../FsckContext';
import { isOneOf } from '../log/readEvents';

/** What the log says of one record. */
export interface Told<T extends EventType> {
  /** Oldest first. */
  events: StoredEvent<T>[];
  /** Whether something about it was committed since the log was read: then the next run judges it. */
  waiting: boolean;
}

/**
 * What the log says of some records, by chatbot and id. To be asked after their rows were read: whatever stands in a row by then has
 * its event by now.
 */
export async function toldOf<T extends EventType>(
  { knex, log, eventKeys }: FsckContext,
  about: {
    kind: StoredEvent<T>['subject']['kind'];
    types: readonly T[];
    ids: readonly string[];
  },
): Promise<(chatbot: string | null, id: string) => Told<T>> {
  const { kind, types } = about;
  const ids = [...new Set(about.ids)].filter(id => typeof id === 'string');
  const told = new Map<string, StoredEvent<T>[]>();
  for (const event of await log.about(kind, ids)) {
    if (isOneOf(event, types)) {
      const { subject } = event;
      const chatbot = 'chatbot' in subject ? subject.chatbot : null;
      const key = keyOf(chatbot, subject.id);
      told.set(key, [...(told.get(key) ?? []), event]);
    }
  }
  const changed = await listChangedSince(knex, { kind, ids }, log.size);
  const waiting = new Set(
    changed
      // Nobody can put a check off with an event of their own.
      .filter(row => !eventKeys || !authenticateEvent(row, eventKeys))
      .map(row => keyOf(row.chatbot, row.subject_id)),
  );
  return (chatbot, id) => ({
    events: told.get(keyOf(chatbot, id)) ?? [],
    waiting: waiting.has(keyOf(chatbot, id)),
  });
}

function keyOf(chatbot: string | null, id: string): string {
  return JSON.stringify([chatbot, id]);
}
