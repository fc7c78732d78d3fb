import {
  inclusionProof,
  NodeReader,
  verifyCheckpoint,
  verifyInclusion,
  VerifierKey,
} from '@chatbot-portal/transparency-log';
import { sha256, verifyEd25519 } from '@chatbot-portal/transparency-log/node';
import { Knex } from 'knex';
import { AuditEventRow } from '../../database/auditEvents';
import { findNewestCheckpoint, findNodes } from '../../database/auditLog';
import { compareColumns, leafHashOf } from '../authenticateEvent';

/**
 * Proves events from before there were MACs: a signed checkpoint must hold the hash of their text at their number.
 *
 * @remarks
 * A proof holds for ever, since a signed tree only grows, so each is made once in a process.
 */
export class LegacyProofs {
  readonly #verifierKeys: readonly VerifierKey[];
  /** Number and leaf of what was proven. */
  readonly #proven = new Set<string>();

  constructor(options: { verifierKeys: readonly VerifierKey[] }) {
    this.#verifierKeys = options.verifierKeys;
  }

  /** The events that are proven, of numbered ones. */
  async prove(
    db: Knex,
    rows: readonly AuditEventRow[],
  ): Promise<Set<AuditEventRow>> {
    const proven = new Set<AuditEventRow>();
    const open: AuditEventRow[] = [];
    for (const row of rows) {
      if (compareColumns(row) === undefined) {
        if (this.#proven.has(keyOf(row))) {
          proven.add(row);
        } else {
          open.push(row);
        }
      }
    }
    if (open.length === 0) {
      return proven;
    }
    const checkpoint = await this.#newestCheckpoint(db);
    if (!checkpoint) {
      return proven;
    }
    const { size } = checkpoint;
    const covered = open.filter(row => Number(row.sequence) < size);
    const readNode = await loadNodes(db, covered.map(indexOf), size);
    for (const row of covered) {
      try {
        const index = indexOf(row);
        const proof = await inclusionProof(index, size, readNode, sha256);
        const leafHash = Buffer.from(leafHashOf(row.body), 'base64');
        verifyInclusion({ ...checkpoint, leafHash, index, proof }, sha256);
        this.#proven.add(keyOf(row));
        proven.add(row);
      } catch {
        // Not in the signed tree: not proven.
      }
    }
    return proven;
  }

  /** Undefined where no key of the log signed it. */
  async #newestCheckpoint(db: Knex) {
    const row = await findNewestCheckpoint(db);
    try {
      return (
        row &&
        (await verifyCheckpoint(row.note, this.#verifierKeys, verifyEd25519))
      );
    } catch {
      return undefined;
    }
  }
}

/** Reads the nodes of all proofs in one statement. */
async function loadNodes(
  db: Knex,
  indexes: readonly number[],
  size: number,
): Promise<NodeReader> {
  const addresses = new Map<string, [level: number, position: number]>();
  const noted = Buffer.alloc(32);
  for (const index of indexes) {
    await inclusionProof(
      index,
      size,
      (level, position) => {
        addresses.set(`${level}/${position}`, [level, position]);
        return noted;
      },
      sha256,
    );
  }
  const nodes = await findNodes(db, [...addresses.values()]);
  return (level, position) => {
    const hash = nodes.get(`${level}/${position}`);
    if (hash === undefined) {
      throw new Error(`The audit log has no node at ${level}/${position}`);
    }
    return Buffer.from(hash, 'base64');
  };
}

function indexOf(row: AuditEventRow): number {
  return Number(row.sequence);
}

function keyOf(row: AuditEventRow): string {
  return `${row.sequence} ${leafHashOf(row.body)}`;
}
