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

/** Events of some types about anything of some chatbots, like {@link listEventsOf}. */
export async function listEventsOfChatbots(
  db: Knex,
  chatbots: readonly string[],
  types: readonly string[],
): Promise<AuditEventRow[]> {
  return db('audit_events')
    .whereIn('chatbot', chatbots)
    .whereIn('type', types)
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

/** Ids of those of some records that have an event with a later number or none. */
export async function listChangedSince(
  db: Knex,
  { kind, ids }: Subjects,
  size: number,
): Promise<Set<string>> {
  const rows = await db('audit_events')
    .where({ subject_kind: kind })
    .whereIn('subject_id', ids)
    .whereNull('set_aside_at')
    .where(later => later.whereNull('sequence').orWhere('sequence', '>=', size))
    .distinct('subject_id');
  return new Set(rows.map(({ subject_id }) => subject_id));
}

/** The last event of a type with a number below a size. */
export async function findLastOfType(
  db: Knex,
  type: string,
  size: number,
): Promise<AuditEventRow | undefined> {
  return db('audit_events')
    .where({ type })
    .where('sequence', '<', size)
    .orderBy('sequence', 'desc')
    .first();
}

/** The largest number that an event has. */
export async function findLastNumber(db: Knex): Promise<number | undefined> {
  const [{ last }] = await db('audit_events').max({ last: 'sequence' });
  return last === null || last === undefined ? undefined : Number(last);
}

/** An event whose record is gone. */
export type LostRecord = Pick<
  AuditEventRow,
  'sequence' | 'chatbot' | 'subject_id'
>;

/**
 * Events of a type whose record a table does not have, in the order of the log.
 *
 * @param options - `table` and its key are constants of the code
 */
export async function listLostRecords(
  db: Knex,
  options: {
    type: string;
    size: number;
    table: string;
    column: string;
    limit: number;
  },
): Promise<LostRecord[]> {
  const { table } = options;
  return db('audit_events as e')
    .where('e.type', options.type)
    .where('e.sequence', '<', options.size)
    .whereNotExists(
      db(`${table} as r`)
        .whereRaw('?? = ??', [`r.${options.column}`, 'e.subject_id'])
        .whereRaw('?? = ??', [
          table === 'chatbots' ? 'r.name' : 'r.chatbot',
          'e.chatbot',
        ])
        .select(db.raw('1')),
    )
    .orderBy('e.sequence')
    .limit(options.limit)
    .select('e.sequence', 'e.chatbot', 'e.subject_id');
}
