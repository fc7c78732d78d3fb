import { Knex } from 'knex';
import { AuditEventRow } from '../../database/auditEvents';
import { EventKeys } from '../../keys';
import { authenticateEvent, compareColumns } from '../authenticateEvent';
import { SetAsideEvent } from '../alarm/troubles';

/** Events that a number may be given to, and those it may not. */
export interface SortedEvents {
  good: AuditEventRow[];
  bad: SetAsideEvent[];
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
  const held = await heldLeaves(db, rows);
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

/** Leaf hashes that the tree has already: an authentic event whose number was taken away counts once. */
async function heldLeaves(
  db: Knex.Transaction,
  rows: readonly AuditEventRow[],
): Promise<Set<string>> {
  const held = await db('audit_nodes')
    // Written out: SQLite uses the partial index for literals only.
    .whereRaw('level = 0')
    .whereIn(
      'hash',
      rows.map(row => row.leaf_hash),
    )
    .pluck('hash');
  return new Set(held);
}

/** Marks events that are never numbered, retried or followed. */
export async function setAside(
  db: Knex.Transaction,
  events: readonly SetAsideEvent[],
  now: string,
): Promise<void> {
  for (const { id, reason } of events) {
    // By id: a forged insert_id may be larger than a number holds.
    await db('audit_events')
      .where({ id })
      .update({ set_aside_at: now, set_aside_reason: reason });
  }
}
