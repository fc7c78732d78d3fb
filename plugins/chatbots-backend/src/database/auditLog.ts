import { MerkleNode, NodeReader } from '@chatbot-portal/transparency-log';
import { Knex } from 'knex';
import { lockRows } from './dialect';
import { readPages } from './paginate';

/** The one row that the sequencer locks. 64-bit integers are texts on PostgreSQL. */
export interface AuditLogRow {
  id: number;
  /** How many events have a number. */
  size: number | string;
  /** Highest insert_id of the events without a MAC; null once `log.upgraded` has its number. */
  legacy_until: number | string | null;
  /** MAC of size and root. */
  mac: string | null;
  mac_key_id: string | null;
  /** Name of the log; null before its first start. */
  origin: string | null;
}

export interface AuditNodeRow {
  level: number;
  position: number | string;
  hash: string;
}

export interface AuditCheckpointRow {
  size: number | string;
  root_hash: string;
  note: string;
  signed_at: string;
}

export interface AuditAnchorRow {
  anchor: string;
  size: number | string;
  anchored_at: string;
}

declare module 'knex/types/tables' {
  interface Tables {
    audit_log: AuditLogRow;
    audit_nodes: AuditNodeRow;
    audit_checkpoints: AuditCheckpointRow;
    audit_anchors: AuditAnchorRow;
  }
}

/** Nodes of one insert stay below the parameter limits of both engines. */
const BATCH = 200;

/** The log's one row; undefined before its migration. */
export async function readLogRow(db: Knex): Promise<AuditLogRow | undefined> {
  return db('audit_log').where({ id: 1 }).first();
}

/** The log's one row, locked until the end of the transaction: whoever holds it may number events. */
export async function lockLogRow(db: Knex.Transaction): Promise<AuditLogRow> {
  const [row] = await lockRows(db, db('audit_log').where({ id: 1 }));
  return row;
}

/** Moves the end of the log, with the MAC of where it is now. */
export async function moveLogEnd(
  db: Knex.Transaction,
  columns: { size: number; mac: string; mac_key_id: string },
): Promise<void> {
  await db('audit_log').where({ id: 1 }).update(columns);
}

/** Gives the log its name. */
export async function claimLogOrigin(
  db: Knex.Transaction,
  origin: string,
): Promise<void> {
  await db('audit_log').where({ id: 1 }).update({ origin });
}

/** Notes that the log has its `log.upgraded`. */
export async function markLogUpgraded(db: Knex.Transaction): Promise<void> {
  await db('audit_log')
    .where({ id: 1 })
    .whereNotNull('legacy_until')
    .update({ legacy_until: null });
}

/** How many events have a number. */
export async function readLogSize(db: Knex): Promise<number> {
  return Number((await readLogRow(db))?.size ?? 0);
}

/** Nodes of one level of the tree between two positions, both included. */
export async function listNodes(
  db: Knex,
  level: number,
  positions: readonly [number, number],
): Promise<AuditNodeRow[]> {
  return db('audit_nodes')
    .where({ level })
    .whereBetween('position', [...positions]);
}

/** Hashes of some nodes, by `level/position`. */
export async function findNodes(
  db: Knex,
  addresses: readonly (readonly [level: number, position: number])[],
): Promise<Map<string, string>> {
  const rows =
    addresses.length === 0
      ? []
      : await db('audit_nodes').whereIn(
          ['level', 'position'],
          [...addresses.map(address => [...address])],
        );
  return new Map(
    rows.map(({ level, position, hash }) => [`${level}/${position}`, hash]),
  );
}

/** Reads the root of a complete subtree. Throws where none is stored: the log has a hole. */
export function createNodeReader(db: Knex): NodeReader {
  return async (level, index) => {
    const row = await db('audit_nodes')
      .where({ level, position: index })
      .first();
    if (!row) {
      throw new Error(`The audit log has no node at level ${level}, ${index}`);
    }
    return Buffer.from(row.hash, 'base64');
  };
}

/** Which of some leaf hashes the tree has. */
export async function findHeldLeaves(
  db: Knex,
  hashes: readonly string[],
): Promise<Set<string>> {
  const held = await db('audit_nodes')
    // Written out: SQLite uses the partial index for literals only.
    .whereRaw('level = 0')
    .whereIn('hash', hashes)
    .pluck('hash');
  return new Set(held);
}

/** Adds the roots of subtrees that became complete. */
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

/** Puts the checkpoint of a size in place, instead of what may stand there. */
export async function putCheckpoint(
  db: Knex,
  row: AuditCheckpointRow,
): Promise<void> {
  await db('audit_checkpoints').insert(row).onConflict('size').merge();
}

/** The checkpoint of the largest size that the log has; a row of a size to come is none. */
export async function findNewestCheckpoint(
  db: Knex,
): Promise<AuditCheckpointRow | undefined> {
  return db('audit_checkpoints')
    .where('size', '<=', db('audit_log').where({ id: 1 }).select('size'))
    .orderBy('size', 'desc')
    .first();
}

/** Every checkpoint by size, page by page. */
export function readCheckpoints(
  db: Knex,
  size: number,
): AsyncGenerator<AuditCheckpointRow[], void, undefined> {
  return readPages(
    db('audit_checkpoints'),
    {
      parts: [
        {
          name: 'size',
          sql: 'size',
          type: 'integer',
          of: (row: AuditCheckpointRow) => Number(row.size),
        },
      ],
      direction: 'asc',
    },
    { size },
  );
}

/** Notes that an anchor was given the checkpoint of a size, for people; nothing that the portal says rests on it. */
export async function insertAnchored(
  db: Knex,
  row: AuditAnchorRow,
): Promise<void> {
  await db('audit_anchors').insert(row).onConflict(['anchor', 'size']).ignore();
}
