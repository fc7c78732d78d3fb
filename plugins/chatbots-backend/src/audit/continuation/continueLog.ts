import { AuditAnchor } from '@chatbot-portal/backstage-plugin-chatbots-node';
import {
  Checkpoint,
  equalBytes,
  VerifierKey,
  verifyCheckpoint,
} from '@chatbot-portal/transparency-log';
import { verifyEd25519 } from '@chatbot-portal/transparency-log/node';
import { Knex } from 'knex';
import { Actor } from '../../database/Actor';
import {
  claimLogOrigin,
  lockLogRow,
  readLogRow,
  readLogSize,
} from '../../database/auditLog';
import { Clock, toInstant } from '../../database/Clock';
import { beginWrite } from '../../database/dialect';
import { UnitOfWork } from '../../database/UnitOfWork';
import {
  countWaiting,
  listWaitingOfType,
  setAside,
} from '../../database/unnumberedEvents';
import { EventKeyEntry, EventKeys } from '../../keys';
import { rootAt } from '../anchor/compareAnchor';
import { DatabaseAuditAppender } from '../append/DatabaseAuditAppender';
import { assertEnd, isSigned } from '../sequence/logEnd';
import { Sequencer } from '../sequence/Sequencer';
import {
  continuationOf,
  endOfName,
  underEveryName,
  underName,
} from './lostCheckpoints';
import { formerNames, LogNames, namesBefore } from './readLogNames';

/** What becomes of events that the restored database has and that were never numbered. */
export type WaitingEvents = 'number' | 'set-aside';

/** What continuing a restored log needs. */
export interface ContinueOptions {
  knex: Knex;
  clock: Clock;
  actor: Actor;
  /** What the log is and was named. */
  names: LogNames & { origin: string };
  /** The new name. Undefined for the name of the log with a number behind it. */
  origin: string | undefined;
  reason: string;
  keys: readonly EventKeyEntry[];
  /** Keys of the log, under its name. */
  trustedKeys: readonly VerifierKey[];
  anchors: readonly AuditAnchor[];
  /** Signed checkpoints that are held elsewhere. */
  checkpoints: readonly string[];
  /** Undefined to refuse while there are such events. */
  waiting: WaitingEvents | undefined;
  /** Makes what numbers events, with these keys. */
  createSequencer(eventKeys: EventKeys): Pick<Sequencer, 'drain'>;
}

/** What was written into the log. */
export interface Continued {
  previous: string;
  origin: string;
  /** Events of the restored log. */
  size: number;
  commonSize: number;
  /** The largest checkpoint of each name that was held. */
  anchored: readonly Checkpoint[];
  /** How many events were waiting for a number. */
  waiting: number;
}

/**
 * Continues a restored log under a new name: its first event names what was anchored of the log before, and what of it is lost.
 *
 * @remarks
 * For a log that is shorter than what its anchors hold, or of other events. The events that it has keep their numbers. Under the
 * old name nothing is ever numbered or signed again, so that the old name stands for one log alone.
 *
 * @throws Error for a log that is not behind, one whose end the portal did not write, and events that wait while nobody said what
 * becomes of them
 */
export async function continueLog(
  options: ContinueOptions,
): Promise<Continued> {
  const { knex, clock, names, keys } = options;
  const former = formerNames(names);
  const oldKeys = EventKeys.create({ origin: names.origin, keys, former });
  await assertAuthenticEnd(knex, oldKeys);
  const held = await readHeld(options);
  const { anchored, commonSize } = await compare(knex, held, options);
  const origin = newName(options, held);

  const waiting = await setRepeatedAside(knex, clock);
  if (waiting > 0 && !options.waiting) {
    throw new Error(
      `${waiting} events of this database wait for a number: they were recorded just before it was saved, or by somebody since. Look at those of audit_events without a sequence, then give --waiting number to keep them, or --waiting set-aside`,
    );
  }
  if (waiting > 0 && options.waiting === 'number') {
    await options.createSequencer(oldKeys).drain();
  }
  const size = await readLogSize(knex);
  const newKeys = EventKeys.create({
    origin,
    keys,
    former: [...former, { origin: names.origin, below: size }],
  });
  await record(options, newKeys, { origin, anchored, commonSize, size });
  await options.createSequencer(newKeys).drain();
  await knex.transaction(async db => {
    await beginWrite(db);
    await lockLogRow(db);
    await claimLogOrigin(db, origin);
  });
  return {
    previous: names.origin,
    origin,
    size,
    commonSize,
    anchored,
    waiting,
  };
}

/** A name that no log had: neither this one nor one that was continued and lost with its database. */
function newName(
  { names, origin }: ContinueOptions,
  held: readonly Checkpoint[],
): string {
  const taken = new Set([
    names.origin,
    ...namesBefore(names),
    ...held.map(one => one.origin),
  ]);
  if (origin !== undefined) {
    if (taken.has(origin)) {
      throw new Error(`A log is or was named '${origin}' already`);
    }
    return origin;
  }
  const base = names.origin.replace(/\/\d+$/, '');
  let number = 2;
  while (taken.has(`${base}/${number}`)) {
    number += 1;
  }
  return `${base}/${number}`;
}

/** Nothing is built on an end that the portal did not leave. */
async function assertAuthenticEnd(
  knex: Knex,
  eventKeys: EventKeys,
): Promise<void> {
  const log = await readLogRow(knex);
  const size = Number(log?.size ?? 0);
  if (log && size > 0) {
    assertEnd({ size, root: await rootAt(knex, size) }, log, eventKeys);
  }
}

/** Every checkpoint that is held outside the database, by size; those that an earlier continuation names left out. */
async function readHeld(options: ContinueOptions): Promise<Checkpoint[]> {
  const { names, anchors, checkpoints } = options;
  const known = underEveryName(options.trustedKeys, names);
  const held: Checkpoint[] = [];
  const add = async (note: string, where: string) => {
    // This database may be from before the log got its later names.
    const [name] = note.split('\n', 1);
    const checkpoint = await verifyCheckpoint(
      note,
      underName(known, name),
      verifyEd25519,
    ).catch(() => undefined);
    if (!checkpoint) {
      throw new Error(
        `${where} holds a checkpoint that no key of this log signed`,
      );
    }
    if (!continuationOf(names.continuations, checkpoint)) {
      held.push(checkpoint);
    }
  };
  for (const anchor of anchors) {
    const last = await anchor.readLast();
    for await (const { note } of anchor.readAll?.() ?? (last ? [last] : [])) {
      await add(note, `Anchor '${anchor.id}'`);
    }
  }
  for (const note of checkpoints) {
    await add(note, 'A file given with --checkpoint');
  }
  return held.sort((a, b) => a.size - b.size);
}

/** What was anchored last, and up to where the restored log is the one that was anchored. Throws where nothing is lost. */
async function compare(
  knex: Knex,
  held: readonly Checkpoint[],
  { names, trustedKeys }: ContinueOptions,
): Promise<{ anchored: Checkpoint[]; commonSize: number }> {
  const size = await readLogSize(knex);
  const isOfLog = async (one: Checkpoint) =>
    one.size <= Math.min(size, endOfName(names, one.origin)) &&
    equalBytes(await rootAt(knex, one.size), one.root);
  // Once one is not of this log, none of a larger size is.
  let common = 0;
  let first = held.length;
  while (common < first) {
    const middle = Math.floor((common + first) / 2);
    if (await isOfLog(held[middle])) {
      common = middle + 1;
    } else {
      first = middle;
    }
  }
  if (first === held.length) {
    throw new Error(
      held.length === 0
        ? 'No anchor and no --checkpoint holds anything of this log, so nothing says that it lost events'
        : `The log of ${size} events is not behind what is held of it: there is nothing to continue`,
    );
  }
  // By size, so that the last of each name is its largest.
  const largest = new Map(held.slice(first).map(one => [one.origin, one]));
  const anchored = [...largest.values()].sort((a, b) => b.size - a.size);
  const proven = first > 0 ? held[first - 1].size : 0;
  const differs = held[first].size <= size;
  if (differs || size === 0) {
    return { anchored, commonSize: proven };
  }
  // Shorter, and signed by the log's own key: it is the beginning of what was signed later.
  const end = { size, root: await rootAt(knex, size) };
  const keys = underEveryName(trustedKeys, names);
  return {
    anchored,
    commonSize: (await isSigned(knex, end, keys)) ? size : proven,
  };
}

/**
 * How many events wait for a number. What an earlier attempt recorded and never numbered is set aside, since it names another
 * size.
 */
async function setRepeatedAside(knex: Knex, clock: Clock): Promise<number> {
  return knex.transaction(async db => {
    await beginWrite(db);
    await lockLogRow(db);
    const repeated = await listWaitingOfType(db, 'log.continued');
    if (repeated.length > 0) {
      await setAside(
        db,
        repeated.map(id => ({ id, reason: 'event-repeated' as const })),
        toInstant(clock.now()),
      );
    }
    return countWaiting(db);
  });
}

async function record(
  { knex, clock, actor, names, reason }: ContinueOptions,
  eventKeys: EventKeys,
  facts: {
    origin: string;
    anchored: readonly Checkpoint[];
    commonSize: number;
    size: number;
  },
): Promise<void> {
  const { origin, anchored, commonSize, size } = facts;
  const unitOfWork = UnitOfWork.create({
    knex,
    clock,
    audit: new DatabaseAuditAppender({ keys: eventKeys }),
  });
  await unitOfWork.run({ actor }, work =>
    work.record({
      type: 'log.continued',
      subject: { kind: 'audit-log', id: origin },
      data: {
        previous: names.origin,
        size,
        commonSize,
        anchored: anchored.map(one => ({
          origin: one.origin,
          size: one.size,
          root: Buffer.from(one.root).toString('base64'),
        })),
      },
      texts: { reason },
    }),
  );
}
