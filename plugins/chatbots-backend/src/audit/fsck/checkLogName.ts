import { Knex } from 'knex';
import { readLogRow } from '../../database/auditLog';
import { EventKeys } from '../../keys';
import {
  continuationOf,
  underEveryName,
} from '../continuation/lostCheckpoints';
import {
  formerNames,
  LogNames,
  readLogNames,
} from '../continuation/readLogNames';
import { Finding } from './Finding';
import type { SignedRoot } from './readSignedRoots';
import type { FsckOptions } from './runFsck';

/**
 * Reads what the log is and was named, and the keys under these names.
 *
 * @remarks
 * A configuration that names the log differently is one finding, and not one for each event and checkpoint: they are checked under
 * the name that the log has.
 */
export async function readNames(
  knex: Knex,
  given: FsckOptions,
): Promise<{
  names: LogNames;
  options: FsckOptions;
  eventKeys: EventKeys | undefined;
}> {
  const names = await readLogNames(knex, given.eventKeys?.keys);
  const origin = names.origin ?? given.eventKeys?.origin;
  const trustedKeys = underEveryName(given.trustedKeys, {
    ...names,
    aliases: given.eventKeys ? [given.eventKeys.origin] : [],
  });
  return {
    names,
    options: { ...given, trustedKeys },
    eventKeys:
      given.eventKeys &&
      EventKeys.create({
        keys: given.eventKeys.keys,
        origin: origin ?? given.eventKeys.origin,
        former: formerNames(names),
      }),
  };
}

/** Compares the name of the log with the configuration, with what its row says, and each continuation with its place. */
export async function checkLogName(
  knex: Knex,
  given: FsckOptions,
  { origin, continuations }: LogNames,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const configured = given.eventKeys?.origin;
  if (origin !== undefined && configured !== undefined) {
    if (origin !== configured) {
      findings.push({
        code: 'log-origin',
        message: `The log is named '${origin}', and the configuration names it '${configured}'; it was checked under its own name`,
      });
    }
    const row = await readLogRow(knex);
    if (row?.origin !== origin) {
      findings.push({
        code: 'log-origin',
        message: `The row of the log names it '${row?.origin}', and its events '${origin}'`,
      });
    }
  }
  for (const { size, sequence, origin: next } of continuations) {
    // A log without events begins with log.upgraded.
    if (sequence !== size && !(size === 0 && sequence === 1)) {
      findings.push({
        code: 'log-origin',
        sequence,
        message: `Event ${sequence} says that the log was continued as '${next}' at size ${size}`,
      });
    }
  }
  return findings;
}

/** Whether an anchored root is of events that a restore lost, as the event says that continued the log. */
export function isNamedAsLost(
  { origin, size, root }: SignedRoot,
  { continuations }: LogNames,
): boolean {
  return (
    continuationOf(continuations, {
      origin,
      size,
      root: Buffer.from(root, 'base64'),
    }) !== undefined
  );
}
