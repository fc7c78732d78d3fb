import { Knex } from 'knex';

export interface AuditTextRow {
  event_id: string;
  field: string;
  salt: string;
  text: string;
}

declare module 'knex/types/tables' {
  interface Tables {
    audit_texts: AuditTextRow;
  }
}

/** Texts beside some events that were not erased. */
export async function listAuditTexts(
  db: Knex,
  eventIds: readonly string[],
): Promise<AuditTextRow[]> {
  return db('audit_texts').whereIn('event_id', eventIds);
}

/** Adds the texts of an event. */
export async function insertAuditTexts(
  db: Knex.Transaction,
  rows: readonly AuditTextRow[],
): Promise<void> {
  if (rows.length > 0) {
    await db('audit_texts').insert([...rows]);
  }
}

/** Texts beside the events of some numbers, both included, that were not erased. */
export async function listTextsBetween(
  db: Knex,
  [first, last]: readonly [number, number],
): Promise<AuditTextRow[]> {
  // By range: SQLite frees the memory of a statement with hundreds of parameters late.
  return db('audit_texts as t')
    .join('audit_events as e', 'e.id', 't.event_id')
    .whereBetween('e.sequence', [first, last])
    .select('t.*');
}

/** Texts that lie beside no event. */
export async function listStrayTexts(
  db: Knex,
  limit: number,
): Promise<Pick<AuditTextRow, 'event_id' | 'field'>[]> {
  return db('audit_texts as t')
    .leftJoin('audit_events as e', 'e.id', 't.event_id')
    .whereNull('e.id')
    .limit(limit)
    .select('t.event_id', 't.field');
}
