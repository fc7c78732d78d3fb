import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { AuditEventRow } from '../../database/auditEvents';
import { listAuditTexts } from '../../database/auditTexts';
import { readPeople } from '../../database/people';

interface Body {
  actor: { kind: Api.AuditEvent['actor']['kind']; pseudonym?: string };
  subject: Api.AuditEvent['subject'];
  data: JsonObject & { people?: Record<string, string[]> };
  demo?: boolean;
}

/**
 * Makes readable events of stored ones: pseudonyms become people and commitments texts, where neither was erased.
 * Two queries, however many rows.
 */
export async function toAuditEvents(
  knex: Knex,
  rows: readonly AuditEventRow[],
): Promise<Api.AuditEvent[]> {
  const bodies = rows.map(row => JSON.parse(row.body) as Body);
  const pseudonyms = new Set(
    bodies.flatMap(body => [
      ...(body.actor.pseudonym ? [body.actor.pseudonym] : []),
      ...Object.values(body.data.people ?? {}).flat(),
    ]),
  );
  const people = await readPeople(knex, [...pseudonyms]);
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
    const { actor, subject, data, demo } = bodies[i];
    const named = Object.fromEntries(
      Object.entries(data.people ?? {}).map(([role, list]) => [
        role,
        list.map(pseudonym => people.get(pseudonym) ?? 'erased'),
      ]),
    );
    const ref = actor.pseudonym ? people.get(actor.pseudonym) : undefined;
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
      summary: summarizeEvent({ type: row.type, subject, data }),
      demo,
    };
  });
}

/** One line for a list: what happened to what, with the facts a reader looks for first. */
export function summarizeEvent(event: {
  type: string;
  subject: { kind: string; chatbot?: string; id: string };
  data: JsonObject;
}): string {
  const { type, subject, data } = event;
  const [noun, verb = ''] = type.split('.');
  const words = [capitalise(noun), verb].join(' ').replaceAll('-', ' ').trim();
  const about = [subject.chatbot, data.version]
    .filter(part => typeof part === 'string' && part !== '')
    .join(' · ');
  const stage = typeof data.stage === 'string' ? ` → ${data.stage}` : '';
  const reason =
    typeof data.reasonCode === 'string' ? ` (${data.reasonCode})` : '';
  return `${words}${about ? `: ${about}` : ''}${stage}${reason}`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
