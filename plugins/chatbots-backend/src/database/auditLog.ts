import { Knex } from 'knex';
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

/** How many events have a number. */
export async function readLogSize(db: Knex): Promise<number> {
  const row = await db('audit_log').where({ id: 1 }).first();
  return Number(row?.size ?? 0);
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

/** The checkpoint of the largest size. */
export async function findNewestCheckpoint(
  db: Knex,
): Promise<AuditCheckpointRow | undefined> {
  return db('audit_checkpoints').orderBy('size', 'desc').first();
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

/** Whether an anchor holds the checkpoint of a size. */
export async function isAnchored(
  db: Knex,
  anchor: string,
  size: number,
): Promise<boolean> {
  return (
    (await db('audit_anchors').where({ anchor, size }).first()) !== undefined
  );
}

/** Notes that an anchor holds the checkpoint of a size. */
export async function insertAnchored(
  db: Knex,
  row: AuditAnchorRow,
): Promise<void> {
  await db('audit_anchors').insert(row).onConflict(['anchor', 'size']).ignore();
}
