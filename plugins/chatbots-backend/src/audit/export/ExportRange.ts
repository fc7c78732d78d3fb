import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { ExportPeriod } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';
import { findNumberRange } from '../../database/auditEvents';
import { readInstant } from '../../database/Clock';

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
 * past, widens the range, and events of other times come along: only a range without holes can be proven complete. By which
 * events it begins and ends, a column says that no hash covers; fsck holds it to the events.
 */
export async function resolveRange(
  knex: Knex,
  period: ExportPeriod,
): Promise<ExportRange> {
  const range = await findNumberRange(knex, period);
  if (!range) {
    throw errorWithReason(
      'audit-range-invalid',
      'Nothing happened in this period',
    );
  }
  return { from: range.first, to: range.last + 1 };
}

/** The period of a request as instants are stored: UTC texts. Undefined for the whole log. */
export function utcPeriod({
  from,
  to,
}: Api.AuditExportRequest): ExportPeriod | undefined {
  return from || to
    ? {
        ...(from ? { from: readInstant(from) } : {}),
        ...(to ? { to: readInstant(to) } : {}),
      }
    : undefined;
}
