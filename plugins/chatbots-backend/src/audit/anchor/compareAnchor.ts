import { parseAuditEventText } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import {
  appendLeaves,
  Checkpoint,
  equalBytes,
  Frontier,
  frontierRoot,
  leafHash,
  readFrontier,
  VerifierKey,
  verifyCheckpoint,
} from '@chatbot-portal/transparency-log';
import { sha256, verifyEd25519 } from '@chatbot-portal/transparency-log/node';
import { AnchoredCheckpoint } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { Knex } from 'knex';
import { findAuditEvent } from '../../database/auditEvents';
import { findNodes, readLogSize } from '../../database/auditLog';
import {
  continuationOf,
  endOfName,
  underName,
} from '../continuation/lostCheckpoints';
import { LogNames } from '../continuation/readLogNames';

/** What contradicts the log in what an anchor holds. */
export type AnchorContradiction =
  | 'anchor-unsigned'
  | 'anchor-of-another-log'
  | 'anchor-ahead'
  | 'anchor-differs';

/** How a checkpoint that an anchor holds stands to the log. */
export type AnchorComparison =
  | { problem: AnchorContradiction }
  | {
      problem?: undefined;
      /** Events of the log that it covers. */
      size: number;
      /** The root of the log at that size; undefined for a checkpoint of events that a restore lost, which the log names. */
      root?: Uint8Array;
      /** RFC 3339. When the newest event that it covers was recorded; undefined where the log lost that event. */
      newestEventAt?: string;
    };

/**
 * Says how a checkpoint that an anchor holds stands to the log.
 *
 * @remarks
 * It is of this log if a key of the log signed it, the log is as long, and the log's tree has the same root at that size. How old
 * it is nothing in the database is believed about: the signed root proves the newest event that it covers, and that says when it
 * was recorded. A checkpoint under a former name of the log may be of events that a restore lost: then the event that continued
 * the log names it.
 */
export async function compareAnchor(
  knex: Knex,
  held: AnchoredCheckpoint,
  log: { names: LogNames; verifierKeys: readonly VerifierKey[] },
): Promise<AnchorComparison> {
  const { names, verifierKeys } = log;
  const signed = await open(held, verifierKeys);
  if (!signed || signed.size !== held.size) {
    return {
      problem: (await isOfAnotherLog(held, verifierKeys))
        ? 'anchor-of-another-log'
        : 'anchor-unsigned',
    };
  }
  const { size, root } = signed;
  // Read after the anchor: what was signed by then, the log has.
  const logSize = await readLogSize(knex);
  if (size <= Math.min(logSize, endOfName(names, signed.origin))) {
    const newestEventAt = await provenNewestEvent(knex, signed);
    if (newestEventAt || equalBytes(await rootAt(knex, size), root)) {
      return { size, root, ...(newestEventAt ? { newestEventAt } : {}) };
    }
  }
  const continuation = continuationOf(names.continuations, signed);
  if (continuation) {
    return { size: Math.min(continuation.commonSize, logSize) };
  }
  return { problem: size > logSize ? 'anchor-ahead' : 'anchor-differs' };
}

async function open(
  { note }: AnchoredCheckpoint,
  keys: readonly VerifierKey[],
): Promise<Checkpoint | undefined> {
  return verifyCheckpoint(note, keys, verifyEd25519).catch(() => undefined);
}

/** Whether a key of this log signed it, under a name that this log never had. */
async function isOfAnotherLog(
  held: AnchoredCheckpoint,
  verifierKeys: readonly VerifierKey[],
): Promise<boolean> {
  const [name] = held.note.split('\n', 1);
  if (verifierKeys.some(key => key.name === name)) {
    return false;
  }
  return (await open(held, underName(verifierKeys, name))) !== undefined;
}

/** When the last event that a checkpoint covers was recorded, if the tree before it and its text give the signed root. */
async function provenNewestEvent(
  knex: Knex,
  signed: Checkpoint,
): Promise<string | undefined> {
  const last = await findAuditEvent(knex, signed.size - 1);
  if (!last) {
    return undefined;
  }
  const leaf = leafHash(Buffer.from(last.body, 'utf8'), sha256);
  const before = await frontierAt(knex, signed.size - 1);
  const root = frontierRoot(
    appendLeaves(before, [leaf], sha256).frontier,
    sha256,
  );
  return equalBytes(root, signed.root)
    ? parseAuditEventText(last.body).recordedAt
    : undefined;
}

/** The root of the stored tree at a size. */
export async function rootAt(knex: Knex, size: number): Promise<Uint8Array> {
  return frontierRoot(await frontierAt(knex, size), sha256);
}

/** A node that is missing makes another root, and no failure that would pass. */
function frontierAt(knex: Knex, size: number): Promise<Frontier> {
  return readFrontier(size, async (level, index) => {
    const nodes = await findNodes(knex, [[level, index]]);
    const hash = nodes.get(`${level}/${index}`);
    return hash === undefined ? Buffer.alloc(32) : Buffer.from(hash, 'base64');
  });
}
