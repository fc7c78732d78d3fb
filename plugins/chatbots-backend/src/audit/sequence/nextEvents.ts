import { Knex } from 'knex';
import { PORTAL } from '../../database/Actor';
import { AuditEventRow } from '../../database/auditEvents';
import { AuditLogRow } from '../../database/auditLog';
import {
  findWaiting,
  isAnyWaiting,
  isAnyNumberedWithMac,
  listWaiting,
  listWaitingWithoutMac,
} from '../../database/unnumberedEvents';
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

/**
 * Whether events without a MAC may still be numbered: until the log has its `log.upgraded`, or anything that was numbered with a
 * MAC. The column alone would let whoever writes the database go back.
 */
export async function isUpgradePending(
  db: Knex,
  log: AuditLogRow,
): Promise<boolean> {
  return log.legacy_until !== null && !(await isAnyNumberedWithMac(db));
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
  if (!isPending) {
    const rows = await listWaiting(db, BATCH);
    return rows.length > 0 ? { rows, keys, upgrades: false } : undefined;
  }
  const until = Number(log.legacy_until);
  const legacy =
    until > 0 ? await listWaitingWithoutMac(db, { until, limit: BATCH }) : [];
  if (legacy.length > 0) {
    return { rows: legacy, keys: undefined, upgrades: false };
  }
  const size = Number(log.size);
  // A log that nobody wrote to stays empty.
  if (size === 0 && !(await isAnyWaiting(db))) {
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
  const row = await findWaiting(db, id);
  return { rows: row ? [row] : [], keys, upgrades: true };
}
