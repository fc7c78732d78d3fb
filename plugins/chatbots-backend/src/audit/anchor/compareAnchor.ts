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

/** What contradicts the log in what an anchor holds. */
export type AnchorContradiction =
  | 'anchor-unsigned'
  | 'anchor-ahead'
  | 'anchor-differs';

/** How a checkpoint that an anchor holds stands to the log. */
export type AnchorComparison =
  | { problem: AnchorContradiction }
  | {
      problem?: undefined;
      /** RFC 3339. When the newest event that it covers was recorded; undefined where the log lost that event. */
      newestEventAt?: string;
    };

/**
 * Says how a checkpoint that an anchor holds stands to the log.
 *
 * @remarks
 * It is of this log if a key of the log signed it, the log is as long, and the log's tree has the same root at that size. How old
 * it is nothing in the database is believed about: the signed root proves the newest event that it covers, and that says when it
 * was recorded.
 */
export async function compareAnchor(
  knex: Knex,
  held: AnchoredCheckpoint,
  verifierKeys: readonly VerifierKey[],
): Promise<AnchorComparison> {
  const signed = await verifyCheckpoint(
    held.note,
    verifierKeys,
    verifyEd25519,
  ).catch(() => undefined);
  if (!signed || signed.size !== held.size) {
    return { problem: 'anchor-unsigned' };
  }
  // Read after the anchor: what was signed by then, the log has.
  if (signed.size > (await readLogSize(knex))) {
    return { problem: 'anchor-ahead' };
  }
  const newest = await provenNewestEvent(knex, signed);
  if (newest) {
    return { newestEventAt: newest };
  }
  return equalBytes(await rootAt(knex, signed.size), signed.root)
    ? {}
    : { problem: 'anchor-differs' };
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
