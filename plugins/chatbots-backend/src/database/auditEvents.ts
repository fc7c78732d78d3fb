import { Knex } from 'knex';
import { ListOrder, Page, PageRequest, paginate, readPages } from './paginate';
import { CHATBOTS, whereFound } from './searchWords';
import { readInstant } from './Clock';

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

/** Adds an event that has no number yet. */
export async function insertAuditEvent(
  db: Knex.Transaction,
  row: Omit<
    AuditEventRow,
    'insert_id' | 'sequence' | 'set_aside_at' | 'set_aside_reason'
  >,
): Promise<void> {
  await db('audit_events').insert(row);
}

/** Where a chatbot's history stands, counting some types of events only. */
export interface ChatbotRevision {
  /** Compare for equality only. */
  revision: string;
  /** The last number that one of the events has; 0 for none. */
  sequence: number;
}

/**
 * Where a chatbot's history stands, as far as events of some types tell. It changes with every change of theirs, since none is
 * made without an event.
 */
export async function findChatbotRevision(
  db: Knex,
  chatbot: string,
  types: readonly string[],
): Promise<ChatbotRevision> {
  const [{ last, events, sequence }] = await db('audit_events')
    .where({ chatbot })
    .whereIn('type', types)
    .max({ last: 'insert_id', sequence: 'sequence' })
    .count({ events: '*' });
  return {
    revision: `${last ?? 0}/${events}`,
    sequence: Number(sequence ?? 0),
  };
}

/** The event of this number. */
export async function findAuditEvent(
  db: Knex,
  sequence: number,
): Promise<AuditEventRow | undefined> {
  return db('audit_events').where({ sequence }).first();
}

/** Events of some types about some subjects, and every event of further types; in the order of the log. */
export async function listEventsAbout(
  db: Knex,
  about: {
    subjectIds: readonly string[];
    types: readonly string[];
    everyOf: readonly string[];
  },
): Promise<AuditEventRow[]> {
  const rows = await db('audit_events')
    .where(own =>
      own.whereIn('subject_id', about.subjectIds).whereIn('type', about.types),
    )
    .orWhereIn('type', about.everyOf)
    .orderBy('insert_id');
  const place = (row: AuditEventRow) =>
    row.sequence === null ? Infinity : Number(row.sequence);
  // What has no number yet comes last, as it was inserted.
  return rows.sort((a, b) =>
    place(a) < place(b) ? -1 : +(place(a) > place(b)),
  );
}

/** The event of this id, when it has a number. */
export async function findNumberedEvent(
  db: Knex,
  id: string,
): Promise<AuditEventRow | undefined> {
  return db('audit_events').where({ id }).whereNotNull('sequence').first();
}

/** The first event of a type that has a number. */
export async function findFirstOfType(
  db: Knex,
  type: string,
): Promise<AuditEventRow | undefined> {
  return db('audit_events')
    .where({ type })
    .whereNotNull('sequence')
    .orderBy('sequence')
    .first();
}

/** The last event of some types about a chatbot, up to and with a number. */
export async function findLastOfChatbot(
  db: Knex,
  about: { chatbot: string; types: readonly string[]; sequence: number },
): Promise<AuditEventRow | undefined> {
  return db('audit_events')
    .where({ chatbot: about.chatbot })
    .whereIn('type', about.types)
    .where('sequence', '<=', about.sequence)
    .orderBy('sequence', 'desc')
    .first();
}

/** Events of the log from one number on, in order. */
export async function listLogFrom(
  db: Knex,
  options: { from: number; limit: number },
): Promise<AuditEventRow[]> {
  return (
    db('audit_events')
      .where('sequence', '>=', options.from)
      // A forged number beyond the end must not be taken for one of the log.
      .where('sequence', '<', db('audit_log').where({ id: 1 }).select('size'))
      .orderBy('sequence')
      .limit(options.limit)
  );
}

/** Types of events that occur, by name. */
export async function listEventTypes(db: Knex): Promise<string[]> {
  const rows = await db('audit_events').distinct('type').orderBy('type');
  return rows.map(({ type }) => type);
}

/** The first and the last number of the events that occurred between two stored instants; undefined where none did. */
export async function findNumberRange(
  db: Knex,
  { from, to }: { from?: string; to?: string },
): Promise<{ first: number; last: number } | undefined> {
  const query = db('audit_events').whereNotNull('sequence');
  if (from) query.where('occurred_at', '>=', from);
  if (to) query.where('occurred_at', '<', to);
  const row = await query
    .min({ first: 'sequence' })
    .max({ last: 'sequence' })
    .first();
  return row && row.first !== null
    ? { first: Number(row.first), last: Number(row.last) }
    : undefined;
}

/** Which events of the log are asked for. */
export interface AuditFilter {
  /** RFC 3339, inclusive, by when it occurred. */
  from?: string;
  /** RFC 3339, exclusive. */
  to?: string;
  chatbot?: string;
  /** Words of the chatbot, as its list is searched. */
  search?: string;
  type?: string;
  /** Entity ref. */
  actor?: string;
}

/** One page of numbered events, newest first: what has no number yet is not part of the log. */
export async function listAuditEvents(
  db: Knex,
  filter: AuditFilter,
  page: PageRequest,
): Promise<Page<AuditEventRow>> {
  return paginate(matching(db, filter), bySequence('desc'), page);
}

/** How many numbered events match. */
export async function countAuditEvents(
  db: Knex,
  filter: AuditFilter,
): Promise<number> {
  const [{ total }] = await matching(db, filter).count({ total: '*' });
  return Number(total);
}

/** Numbered events from one number on and below another in order, page by page. */
export function readNumberedEvents(
  db: Knex,
  range: { from: number; below: number; size: number },
): AsyncGenerator<AuditEventRow[], void, undefined> {
  const query = db('audit_events')
    .where('sequence', '>=', range.from)
    .where('sequence', '<', range.below);
  return readPages(query, bySequence('asc'), { size: range.size });
}

function bySequence(direction: 'asc' | 'desc'): ListOrder<AuditEventRow> {
  return {
    parts: [
      {
        name: 'sequence',
        sql: 'sequence',
        type: 'integer',
        of: row => Number(row.sequence),
      },
    ],
    direction,
  };
}

function matching(
  db: Knex,
  { from, to, chatbot, search, type, actor }: AuditFilter,
): Knex.QueryBuilder {
  const query = db('audit_events').whereNotNull('sequence');
  if (from) query.where('occurred_at', '>=', readInstant(from));
  if (to) query.where('occurred_at', '<', readInstant(to));
  if (chatbot) query.where({ chatbot });
  if (search) {
    whereFound(query, db, { list: CHATBOTS, column: 'chatbot', search });
  }
  if (type) query.where({ type });
  if (actor) {
    query.whereIn(
      'pseudonym',
      db('people')
        .whereRaw('lower(user_ref) = ?', actor.toLocaleLowerCase('en-US'))
        .select('pseudonym'),
    );
  }
  return query;
}

/** How many events have a number, and the first and last of these; undefined for none. */
export async function measureNumbers(
  db: Knex,
): Promise<{ events: number; first?: number; last?: number }> {
  const [row] = await db('audit_events')
    .whereNotNull('sequence')
    .count({ events: '*' })
    .min({ first: 'sequence' })
    .max({ last: 'sequence' });
  const events = Number(row.events);
  return events === 0
    ? { events }
    : { events, first: Number(row.first), last: Number(row.last) };
}

/** The last number of each gap in the numbers, by the event that follows it. */
export async function listGaps(db: Knex, limit: number): Promise<number[]> {
  const afterGap = await db('audit_events as e')
    .leftJoin('audit_events as before', join =>
      join.on('before.sequence', db.raw('e.sequence - 1')),
    )
    .whereNull('before.sequence')
    .where('e.sequence', '>', 0)
    .orderBy('e.sequence')
    .limit(limit)
    .select('e.sequence');
  return afterGap.map(row => Number(row.sequence) - 1);
}
