import { reasoned } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';

/** A contiguous part of the log. */
export interface ExportRange {
  /** First sequence number. */
  from: number;
  /** Sequence number after the last. */
  to: number;
}

/**
 * The part of the log that holds every event of a period.
 *
 * @remarks
 * The order of the log is the order of commits, not of what happened. An event that was committed late, or that tells of the
 * past, widens the range, and events of other times come along: only a range without holes can be proven complete.
 */
export async function resolveRange(
  knex: Knex,
  period: { from?: string; to?: string },
): Promise<ExportRange> {
  const query = knex('audit_events').whereNotNull('sequence');
  if (period.from) {
    query.where('occurred_at', '>=', new Date(period.from).toISOString());
  }
  if (period.to) {
    query.where('occurred_at', '<', new Date(period.to).toISOString());
  }
  const row = await query
    .min({ first: 'sequence' })
    .max({ last: 'sequence' })
    .first();
  if (!row || row.first === null) {
    throw reasoned('audit-range-invalid', 'Nothing happened in this period');
  }
  return { from: Number(row.first), to: Number(row.last) + 1 };
}
