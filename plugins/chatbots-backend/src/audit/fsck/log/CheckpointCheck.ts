import {
  AuditCheckpointRow,
  readCheckpoints,
  readLogSize,
} from '../../../database/auditLog';
import { Findings } from '../Finding';
import { base64, openNote } from '../readSignedRoots';
import type { FsckOptions } from '../runFsck';
import { Knex } from 'knex';

/** Checkpoints read at once. */
const PAGE = 500;

/**
 * Checks the checkpoints in the database against the tree while it is rebuilt: both are read by size, and neither is held.
 *
 * @remarks
 * Where one root differs all later ones do: the first says from where on.
 */
export class CheckpointCheck {
  readonly #knex: Knex;
  readonly #options: Pick<FsckOptions, 'trustedKeys'>;
  readonly #findings: Findings;
  readonly #pages: AsyncGenerator<AuditCheckpointRow[], void, undefined>;
  #page: AuditCheckpointRow[] = [];
  #at = 0;
  #differs = false;

  /** Reads the first checkpoints. */
  static async begin(
    knex: Knex,
    options: Pick<FsckOptions, 'trustedKeys'>,
    findings: Findings,
  ): Promise<CheckpointCheck> {
    const check = new CheckpointCheck(knex, options, findings);
    await check.#turn();
    return check;
  }

  private constructor(
    knex: Knex,
    options: Pick<FsckOptions, 'trustedKeys'>,
    findings: Findings,
  ) {
    this.#knex = knex;
    this.#options = options;
    this.#findings = findings;
    this.#pages = readCheckpoints(knex, PAGE);
  }

  /** Size of the next checkpoint; infinite after the last. */
  get nextSize(): number {
    const row = this.#page.at(this.#at);
    return row ? Number(row.size) : Infinity;
  }

  /** Compares the checkpoints up to a size with the tree's root there. */
  async take(size: number, root: Uint8Array): Promise<void> {
    while (this.nextSize <= size) {
      const row = this.#page[this.#at];
      await this.#compare(row, Number(row.size) === size ? root : undefined);
      await this.#advance();
    }
  }

  /** Finds checkpoints that the log does not reach. Those of events that were numbered since it began are for the next run. */
  async finish(size: number): Promise<void> {
    while (this.nextSize < Infinity) {
      const row = this.#page[this.#at];
      const rowSize = Number(row.size);
      const isNew =
        rowSize > size && rowSize <= (await readLogSize(this.#knex));
      await this.#compare(row, isNew ? 'unknown' : undefined);
      await this.#advance();
    }
  }

  async #compare(
    row: AuditCheckpointRow,
    root: Uint8Array | 'unknown' | undefined,
  ): Promise<void> {
    const where = `The checkpoint of size ${row.size}`;
    const checkpoint = await openNote(row.note, this.#options);
    if (!checkpoint) {
      this.#findings.add({
        code: 'checkpoint-unsigned',
        message: `${where} is not signed by a trusted key`,
      });
      return;
    }
    const signed = base64(checkpoint.root);
    if (checkpoint.size !== Number(row.size) || signed !== row.root_hash) {
      this.#findings.add({
        code: 'checkpoint-wrong',
        message: `${where} does not say what its signed text says`,
      });
    }
    if (
      root === 'unknown' ||
      this.#differs ||
      checkpoint.size !== Number(row.size)
    ) {
      return;
    }
    if (root === undefined) {
      this.#differs = true;
      this.#findings.add({
        code: 'log-cut',
        message: `${where} signs ${checkpoint.size} events, and the log has fewer`,
      });
    } else if (signed !== base64(root)) {
      this.#differs = true;
      this.#findings.add({
        code: 'root-differs',
        message: `${where} signs another root of the first ${checkpoint.size} events`,
      });
    }
  }

  async #advance(): Promise<void> {
    this.#at += 1;
    if (this.#at === this.#page.length) {
      await this.#turn();
    }
  }

  async #turn(): Promise<void> {
    const next = await this.#pages.next();
    this.#page = next.done ? [] : next.value;
    this.#at = 0;
  }
}
