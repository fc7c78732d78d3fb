import { Knex } from 'knex';
import { AuditEventRow } from '../../database/auditEvents';
import { findHeldLeaves } from '../../database/auditLog';
import { EventKeys } from '../../keys';
import { authenticateEvent, compareColumns } from '../authenticateEvent';
import { RefusedEvent } from '../alarm/troubles';

/** Events that a number may be given to, and those it may not. */
export interface SortedEvents {
  good: AuditEventRow[];
  bad: RefusedEvent[];
}

/**
 * Tells what the portal wrote from what it did not, each in insert order.
 *
 * @param keys - undefined for events from before there were MACs
 */
export async function sortEvents(
  db: Knex.Transaction,
  rows: readonly AuditEventRow[],
  keys: EventKeys | undefined,
): Promise<SortedEvents> {
  // An authentic event whose number was taken away counts once.
  const held = await findHeldLeaves(
    db,
    rows.map(row => row.leaf_hash),
  );
  const sorted: SortedEvents = { good: [], bad: [] };
  for (const row of rows) {
    const problem = keys ? authenticateEvent(row, keys) : compareColumns(row);
    const reason =
      problem ?? (held.has(row.leaf_hash) ? 'event-repeated' : undefined);
    if (reason) {
      sorted.bad.push({ id: row.id, reason });
    } else {
      sorted.good.push(row);
    }
  }
  return sorted;
}
