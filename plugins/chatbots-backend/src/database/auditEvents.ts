import { Knex } from 'knex';

/** `insert_id` and `sequence` are texts on PostgreSQL, which returns 64-bit integers so. */
export interface AuditEventRow {
  insert_id: number | string;
  id: string;
  sequence: number | string | null;
  type: string;
  chatbot: string | null;
  subject_kind: string;
  subject_id: string;
  actor_kind: 'user' | 'pipeline' | 'service';
  pseudonym: string | null;
  occurred_at: string;
  recorded_at: string;
  body: string;
  leaf_hash: string;
  /** Base64. Null for what was written before events were authenticated. */
  mac: string | null;
  mac_key_id: string | null;
  /** When the sequencer refused to number it. */
  set_aside_at: string | null;
  set_aside_reason: string | null;
}

declare module 'knex/types/tables' {
  interface Tables {
    audit_events: AuditEventRow;
  }
}

/**
 * Marks where a chatbot's history stands: it moves with every change that concerns the chatbot, since none is made without
 * an event. Only ever compared with itself; it says nothing about order.
 */
export async function findLastChatbotEvent(
  db: Knex,
  chatbot: string,
): Promise<string> {
  const [{ last, events }] = await db('audit_events')
    .where({ chatbot })
    .max({ last: 'insert_id' })
    .count({ events: '*' });
  return `${last}/${events}`;
}

/** The event of this number. */
export async function findAuditEvent(
  db: Knex,
  sequence: number,
): Promise<AuditEventRow | undefined> {
  return db('audit_events').where({ sequence }).first();
}

/** Types of events that occur, by name. */
export async function listEventTypes(db: Knex): Promise<string[]> {
  const rows = await db('audit_events').distinct('type').orderBy('type');
  return rows.map(({ type }) => type);
}

/** Numbered events from one number on and below another, in order. */
export async function listNumberedEvents(
  db: Knex,
  range: { from: number; below: number; limit: number },
): Promise<AuditEventRow[]> {
  return db('audit_events')
    .where('sequence', '>=', range.from)
    .where('sequence', '<', range.below)
    .orderBy('sequence')
    .limit(range.limit);
}
