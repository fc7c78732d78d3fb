import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  AuditEventBody,
  parseAuditEventText,
  readStoredEvent,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Knex } from 'knex';
import { summarizeEvent } from './summarizeEvent';
import { AuditEventRow } from '../../database/auditEvents';
import { findChatbotsByName } from '../../database/chatbots';
import { listAuditTexts } from '../../database/auditTexts';
import { readPeople } from '../../database/people';

/**
 * Makes readable events of stored ones: pseudonyms become people and commitments texts, where neither was erased.
 * Chatbots are called by their titles in what is to be read. Three queries, however many rows.
 */
export async function toAuditEvents(
  knex: Knex,
  rows: readonly AuditEventRow[],
): Promise<Api.AuditEvent[]> {
  const bodies = rows.map(row => readBody(row));
  const pseudonyms = new Set(
    bodies.flatMap(body =>
      body
        ? [
            ...pseudonymOf(body.actor),
            ...Object.values(body.data.people ?? {}).flat(),
          ]
        : [],
    ),
  );
  const people = await readPeople(knex, [...pseudonyms]);
  const chatbots = await findChatbotsByName(knex, [
    ...new Set(bodies.flatMap(body => body?.subject.chatbot ?? [])),
  ]);
  const titles = new Map(chatbots.map(({ name, title }) => [name, title]));
  const texts = new Map<string, Record<string, string>>();
  for (const text of await listAuditTexts(
    knex,
    rows.map(({ id }) => id),
  )) {
    texts.set(text.event_id, {
      ...texts.get(text.event_id),
      [text.field]: text.text,
    });
  }
  return rows.map((row, i) => {
    const body = bodies[i];
    if (!body) {
      return unreadable(row);
    }
    const { actor, subject, data, demo } = body;
    const named = Object.fromEntries(
      Object.entries(data.people ?? {}).map(([role, list]) => [
        role,
        list.map(pseudonym => people.get(pseudonym) ?? 'erased'),
      ]),
    );
    const [ref] = pseudonymOf(actor).flatMap(one => people.get(one) ?? []);
    return {
      sequence: Number(row.sequence),
      id: row.id,
      type: row.type,
      occurredAt: row.occurred_at,
      recordedAt: row.recorded_at,
      actor: { ...actor, ...(ref ? { ref } : {}) },
      subject,
      data: data.people ? { ...data, people: named } : data,
      texts: texts.get(row.id),
      summary: summaryOf(body, name => titles.get(name) ?? name),
      demo,
    };
  });
}

/** Undefined for what is no audit event any more; fsck says so. */
function readBody(row: AuditEventRow): AuditEventBody | undefined {
  try {
    return parseAuditEventText(row.body);
  } catch {
    return undefined;
  }
}

function pseudonymOf(actor: AuditEventBody['actor']): string[] {
  return actor.kind === 'user' ? [actor.pseudonym] : [];
}

/** The type alone for an event of a shape that this portal does not know. */
function summaryOf(
  body: AuditEventBody,
  titleOf: (chatbot: string) => string,
): string {
  try {
    return summarizeEvent(readStoredEvent(body), titleOf);
  } catch {
    return body.type;
  }
}

/** What the columns tell of an event whose text can't be read. */
function unreadable(row: AuditEventRow): Api.AuditEvent {
  return {
    sequence: Number(row.sequence),
    id: row.id,
    type: row.type,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    actor: { kind: row.actor_kind },
    subject: {
      kind: row.subject_kind,
      ...(row.chatbot === null ? {} : { chatbot: row.chatbot }),
      id: row.subject_id,
    },
    summary: row.type,
  };
}
