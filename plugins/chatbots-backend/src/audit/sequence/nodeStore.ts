import { MerkleNode, NodeReader } from '@chatbot-portal/transparency-log';
import { Knex } from 'knex';

interface NodeRow {
  level: number;
  position: number | string;
  hash: string;
}

/** Rows of one insert stay below the parameter limits of both engines. */
const BATCH = 200;

/** Reads the root of a complete subtree. Throws where none is stored: the log has a hole. */
export function createNodeReader(db: Knex): NodeReader {
  return async (level, index) => {
    const row = await db<NodeRow>('audit_nodes')
      .where({ level, position: index })
      .first();
    if (!row) {
      throw new Error(`The audit log has no node at level ${level}, ${index}`);
    }
    return Buffer.from(row.hash, 'base64');
  };
}

/** Stores the roots of subtrees that became complete. */
export async function insertNodes(
  db: Knex.Transaction,
  nodes: readonly MerkleNode[],
): Promise<void> {
  await db.batchInsert(
    'audit_nodes',
    nodes.map(({ level, index, hash }) => ({
      level,
      position: index,
      hash: Buffer.from(hash).toString('base64'),
    })),
    BATCH,
  );
}
