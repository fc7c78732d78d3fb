import {
  parseAuditEventText,
  readStoredEvent,
  StoredEvent,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Knex } from 'knex';
import { AuditEventRow, listEventsAbout } from '../../database/auditEvents';
import { readLogSize } from '../../database/auditLog';
import { EventKeyEntry, EventKeys } from '../../keys';
import { compareColumns } from '../authenticateEvent';

/** That a restored log was continued under another name. */
export interface Continuation {
  /** The new name. */
  origin: string;
  /** The name before. */
  previous: string;
  /** How many events the log had: those with a lower number were written under the name before. */
  size: number;
  /** Events up to which the restored log is known to be the one that was anchored. */
  commonSize: number;
  /** The largest checkpoint of each name that was held outside the database, the largest first; roots in base64. */
  anchored: readonly { origin: string; size: number; root: string }[];
  /** Number of the event that says so. */
  sequence: number;
  /** RFC 3339. When it was recorded. */
  at: string;
}

/** What the log says of its own name. */
export interface LogNames {
  /** Undefined while no event says it. */
  origin: string | undefined;
  /** Oldest first. */
  continuations: readonly Continuation[];
}

/**
 * Reads what the log is named, and was named before it was continued, from the events that say so.
 *
 * @remarks
 * Only what the portal wrote counts: each event carries a MAC under the name that it gives the log. Without keys that outlive the
 * process, or without any, what stands there is taken.
 *
 * @param keys - undefined where there are none that outlive the process
 */
export async function readLogNames(
  db: Knex,
  keys: readonly EventKeyEntry[] | undefined,
): Promise<LogNames> {
  const size = await readLogSize(db);
  const rows = await listEventsAbout(db, {
    subjectIds: [],
    types: [],
    everyOf: ['log.upgraded', 'log.continued'],
  });
  let origin: string | undefined;
  const continuations: Continuation[] = [];
  for (const row of rows) {
    const event =
      row.sequence !== null && Number(row.sequence) < size
        ? readNaming(row, keys)
        : undefined;
    if (event?.type === 'log.upgraded' && origin === undefined) {
      origin = event.subject.id;
    } else if (event?.type === 'log.continued') {
      const { previous, commonSize, anchored } = event.data;
      origin = event.subject.id;
      continuations.push({
        origin,
        previous,
        size: event.data.size,
        commonSize,
        anchored,
        sequence: Number(row.sequence),
        at: event.recordedAt,
      });
    }
  }
  return { origin, continuations };
}

type Naming = StoredEvent<'log.upgraded' | 'log.continued'>;

/** Undefined for what the portal did not write. */
function readNaming(
  row: AuditEventRow,
  keys: readonly EventKeyEntry[] | undefined,
): Naming | undefined {
  let event: StoredEvent;
  try {
    event = readStoredEvent(parseAuditEventText(row.body));
  } catch {
    return undefined;
  }
  if (event.type !== 'log.upgraded' && event.type !== 'log.continued') {
    return undefined;
  }
  const problem =
    keys &&
    EventKeys.create({ origin: event.subject.id, keys }).verify(row.body, row);
  return problem ?? compareColumns(row) ? undefined : event;
}

/** The names before, each with the number of the first event that was written under another one. */
export function formerNames({
  continuations,
}: Pick<LogNames, 'continuations'>): { origin: string; below: number }[] {
  return continuations.map(({ previous, size }) => ({
    origin: previous,
    below: size,
  }));
}

/** Every name under which the log, or a part of it that was lost, was signed before. */
export function namesBefore({ origin, continuations }: LogNames): string[] {
  const names = new Set(
    continuations.flatMap(({ previous, anchored }) => [
      previous,
      ...anchored.map(one => one.origin),
    ]),
  );
  return [...names].filter(name => name !== origin);
}
