import { Knex } from 'knex';
import { AuditEventRow } from './auditEvents';

/** Records by what events say that they are about. */
export interface Subjects {
  kind: string;
  ids: readonly string[];
}

/** Events of some types about some records, in the order of the log; those without a number among them, unless set aside. */
export async function listEventsOf(
  db: Knex,
  { kind, ids }: Subjects,
  types: readonly string[],
): Promise<AuditEventRow[]> {
  return db('audit_events')
    .where({ subject_kind: kind })
    .whereIn('type', types)
    .whereIn('subject_id', ids)
    .whereNull('set_aside_at')
    .orderBy('sequence');
}

/** Every event about some records with a number below a size, in the order of the log. */
export async function listNumberedEventsOf(
  db: Knex,
  { kind, ids }: Subjects,
  size: number,
): Promise<AuditEventRow[]> {
  return db('audit_events')
    .where({ subject_kind: kind })
    .whereIn('subject_id', ids)
    .where('sequence', '<', size)
    .orderBy('sequence');
}

/** Events about some records that have a later number or none, and were not set aside. */
export async function listChangedSince(
  db: Knex,
  { kind, ids }: Subjects,
  size: number,
): Promise<AuditEventRow[]> {
  return db('audit_events')
    .where({ subject_kind: kind })
    .whereIn('subject_id', ids)
    .whereNull('set_aside_at')
    .where(later =>
      later.whereNull('sequence').orWhere('sequence', '>=', size),
    );
}

/** Events of some types that occurred at some instants, with a number below a size. */
export async function listEventsAt(
  db: Knex,
  options: {
    types: readonly string[];
    instants: readonly string[];
    size: number;
  },
): Promise<AuditEventRow[]> {
  return options.instants.length === 0
    ? []
    : db('audit_events')
        .whereIn('occurred_at', options.instants)
        .whereIn('type', options.types)
        .where('sequence', '<', options.size)
        .orderBy('sequence');
}

/** The largest number that an event has. */
export async function findLastNumber(db: Knex): Promise<number | undefined> {
  const [{ last }] = await db('audit_events').max({ last: 'sequence' });
  return last === null || last === undefined ? undefined : Number(last);
}

/** Where the record of an event is kept. */
export interface RecordPlace {
  /** A constant of the code, like the columns. */
  table: string;
  /** Column that the subject's id stands in. */
  key: string;
  /** Column that the chatbot stands in; none where records belong to no chatbot. */
  chatbot?: string;
  /** Whether the key is a number; what is none is not there. */
  isNumber?: boolean;
}

/** Which of some records a table has: chatbot and id of each. */
export async function listKeptRecords(
  db: Knex,
  { table, key, chatbot, isNumber }: RecordPlace,
  ids: readonly string[],
): Promise<{ chatbot: string | null; id: string }[]> {
  const rows = await db(table)
    .whereIn(key, isNumber ? ids.filter(id => /^\d{1,9}$/.test(id)) : ids)
    .select({ id: key, ...(chatbot ? { chatbot } : {}) });
  return rows.map(row => ({
    chatbot: row.chatbot ?? null,
    id: String(row.id),
  }));
}
