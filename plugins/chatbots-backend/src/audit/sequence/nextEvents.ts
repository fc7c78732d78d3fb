import { Knex } from 'knex';
import { PORTAL } from '../../database';
import { AuditEventRow } from '../../database/auditEvents';
import { AuditLogRow } from '../../database/auditLog';
import { EventKeys } from '../../keys';
import { DatabaseAuditAppender } from '../append/DatabaseAuditAppender';

/** Events of one transaction: few enough that a writer never waits long. */
const BATCH = 400;

/** What is numbered next. */
export interface NextEvents {
  rows: AuditEventRow[];
  /** Undefined for events from before there were MACs. */
  keys: EventKeys | undefined;
  /** Set by `log.upgraded`: from here on every event needs a MAC. */
  upgrades: boolean;
}

/** Committed events that have no number and may get one. */
export function waitingEvents(db: Knex) {
  return db('audit_events').whereNull('sequence').whereNull('set_aside_at');
}

/**
 * Whether events without a MAC may still be numbered: until the log has its `log.upgraded`, or anything that was numbered with a
 * MAC. The column alone would let whoever writes the database go back.
 */
export async function isUpgradePending(
  db: Knex,
  log: AuditLogRow,
): Promise<boolean> {
  if (log.legacy_until === null) {
    return false;
  }
  const authentic = await db('audit_events')
    .whereNotNull('sequence')
    .where(row => row.whereNotNull('mac').orWhere({ type: 'log.upgraded' }))
    .first('id');
  return authentic === undefined;
}

/**
 * The next events in insert order: those from before the upgrade, then `log.upgraded`, which is written here, then the rest.
 *
 * @remarks
 * A new log begins with `log.upgraded` too, so that no log can be given one later. Undefined when there is nothing to number.
 */
export async function nextEvents(
  db: Knex.Transaction,
  options: {
    log: AuditLogRow;
    isPending: boolean;
    keys: EventKeys;
    now: string;
  },
): Promise<NextEvents | undefined> {
  const { log, isPending, keys, now } = options;
  const waiting = () => waitingEvents(db).orderBy('insert_id').limit(BATCH);
  if (!isPending) {
    const rows = await waiting();
    return rows.length > 0 ? { rows, keys, upgrades: false } : undefined;
  }
  const until = Number(log.legacy_until);
  const legacy =
    until > 0
      ? await waiting().where('insert_id', '<=', until).whereNull('mac')
      : [];
  if (legacy.length > 0) {
    return { rows: legacy, keys: undefined, upgrades: false };
  }
  const size = Number(log.size);
  // A log that nobody wrote to stays empty.
  if (size === 0 && (await waiting()).length === 0) {
    return undefined;
  }
  const id = await new DatabaseAuditAppender({ keys }).insert(
    db,
    {
      type: 'log.upgraded',
      subject: { kind: 'audit-log', id: keys.origin },
      data: { size },
    },
    { actor: PORTAL, occurredAt: now, recordedAt: now, demo: false },
  );
  const rows = await waitingEvents(db).where({ id });
  return { rows, keys, upgrades: true };
}
