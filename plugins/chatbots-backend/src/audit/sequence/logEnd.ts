import { parseAuditEventText } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import {
  appendLeaves,
  emptyFrontier,
  equalBytes,
  frontierRoot,
  VerifierKey,
  verifyCheckpoint,
} from '@chatbot-portal/transparency-log';
import { sha256, verifyEd25519 } from '@chatbot-portal/transparency-log/node';
import { Knex } from 'knex';
import { AuditLogRow, findNewestCheckpoint } from '../../database/auditLog';
import { listLogFrom } from '../../database/auditEvents';
import { leafHashOf } from '../authenticateEvent';
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
  // Under the name of the log when its last event got its number.
  const problem = keys.of(end.size - 1).verify(textOf(end), log);
  // What an earlier process wrote without configured keys can't be checked.
  if (problem && !(problem === 'mac-key-unknown' && keys.ephemeral)) {
    throw new Error(
      `audit-log-end-changed: the end of the log at size ${end.size} is not what the portal wrote (${problem}); nothing is numbered until it is`,
    );
  }
}

/** Events read at once. */
const PAGE = 500;

/**
 * Throws unless a log from before there were MACs is the one that its newest checkpoint signs, or that a sequencer left, and was
 * never upgraded.
 *
 * @remarks
 * Asked while events without a MAC may still be numbered, once in a portal's life. Columns could say so again later: by the
 * signed bodies nobody can, who has no key of the log.
 */
export async function assertLegacyLog(
  db: Knex,
  options: {
    log: AuditLogRow;
    verifierKeys: readonly VerifierKey[];
    eventKeys: EventKeys;
  },
): Promise<void> {
  const { log, verifierKeys, eventKeys } = options;
  const size = Number(log.size);
  let frontier = emptyFrontier;
  let upgraded = false;
  while (frontier.size < size) {
    const rows = await listLogFrom(db, { from: frontier.size, limit: PAGE });
    if (rows.length === 0) {
      break;
    }
    upgraded ||= rows.some(({ body }) => isUpgrade(body));
    const leaves = rows.map(({ body }) =>
      Buffer.from(leafHashOf(body), 'base64'),
    );
    frontier = appendLeaves(frontier, leaves, sha256).frontier;
  }
  const end = { size: frontier.size, root: frontierRoot(frontier, sha256) };
  const isVouchedFor =
    // The events that this version numbered last may not be signed yet.
    eventKeys.of(end.size - 1).verify(textOf(end), log) === undefined ||
    (await isSigned(db, end, verifierKeys));
  if (upgraded || end.size !== size || !isVouchedFor) {
    throw new Error(
      `audit-log-end-changed: the log of size ${size} is said to be from before events had a MAC, and neither its newest checkpoint nor its end bears that out; nothing is numbered until it does`,
    );
  }
}

/** Whether the newest checkpoint in the database is of this end, by a key that verifies. */
export async function isSigned(
  db: Knex,
  end: LogEnd,
  verifierKeys: readonly VerifierKey[],
): Promise<boolean> {
  const newest = await findNewestCheckpoint(db);
  const signed =
    newest &&
    (await verifyCheckpoint(newest.note, verifierKeys, verifyEd25519).catch(
      () => undefined,
    ));
  return signed?.size === end.size && equalBytes(signed.root, end.root);
}

function isUpgrade(body: string): boolean {
  try {
    return parseAuditEventText(body).type === 'log.upgraded';
  } catch {
    // No text of an event: then the root differs, or it was signed so.
    return false;
  }
}

/** Can't be taken for an event, which is a JSON object. */
function textOf({ size, root }: LogEnd): string {
  return `log end\n${size}\n${Buffer.from(root).toString('base64')}`;
}
