import { AuditLogRow } from '../../database/auditLog';
import { EventKeys, Mac } from '../../keys';

/** Where the log ends: how many events it has, and the root over them. */
export interface LogEnd {
  size: number;
  root: Uint8Array;
}

/** The MAC that the sequencer leaves at the end of the log, to know it again. */
export function signEnd(end: LogEnd, keys: EventKeys): Mac {
  return keys.sign(textOf(end));
}

/**
 * Throws when the log does not end where a sequencer left it: somebody else numbered an event, or changed the tree.
 *
 * @remarks
 * Without this check, whoever writes an event with a number of its own and moves the size would have it signed.
 */
export function assertEnd(end: LogEnd, log: AuditLogRow, keys: EventKeys) {
  const problem = keys.verify(textOf(end), log);
  // What an earlier process wrote without configured keys can't be checked.
  if (problem && !(problem === 'mac-key-unknown' && keys.ephemeral)) {
    throw new Error(
      `audit-log-end-changed: the end of the log at size ${end.size} is not what the portal wrote (${problem}); nothing is numbered until it is`,
    );
  }
}

/** Can't be taken for an event, which is a JSON object. */
function textOf({ size, root }: LogEnd): string {
  return `log end\n${size}\n${Buffer.from(root).toString('base64')}`;
}
