import {
  equalBytes,
  frontierRoot,
  readFrontier,
  VerifierKey,
  verifyCheckpoint,
} from '@chatbot-portal/transparency-log';
import { sha256, verifyEd25519 } from '@chatbot-portal/transparency-log/node';
import { AnchoredCheckpoint } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { Knex } from 'knex';
import { findNodes, readLogSize } from '../../database/auditLog';

/** What contradicts the log in what an anchor holds. */
export type AnchorContradiction =
  | 'anchor-unsigned'
  | 'anchor-ahead'
  | 'anchor-differs';

/**
 * Says how a checkpoint that an anchor holds contradicts the log; undefined where it is of this log.
 *
 * @remarks
 * It is of this log if a key of the log signed it, the log is as long, and the log's tree has the same root at that size.
 */
export async function compareAnchor(
  knex: Knex,
  held: AnchoredCheckpoint,
  verifierKeys: readonly VerifierKey[],
): Promise<AnchorContradiction | undefined> {
  const signed = await verifyCheckpoint(
    held.note,
    verifierKeys,
    verifyEd25519,
  ).catch(() => undefined);
  if (!signed || signed.size !== held.size) {
    return 'anchor-unsigned';
  }
  // Read after the anchor: what was signed by then, the log has.
  if (signed.size > (await readLogSize(knex))) {
    return 'anchor-ahead';
  }
  return equalBytes(await rootAt(knex, signed.size), signed.root)
    ? undefined
    : 'anchor-differs';
}

/** The root of the stored tree at a size. A node that is missing makes another root, and no failure that would pass. */
async function rootAt(knex: Knex, size: number): Promise<Uint8Array> {
  const frontier = await readFrontier(size, async (level, index) => {
    const nodes = await findNodes(knex, [[level, index]]);
    const hash = nodes.get(`${level}/${index}`);
    return hash === undefined ? Buffer.alloc(32) : Buffer.from(hash, 'base64');
  });
  return frontierRoot(frontier, sha256);
}
