import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';

const Record = z.object({
  /** Under which the permit is consumed; the same after a crash, whatever run takes over. */
  idempotencyKey: z.string().min(1),
  /** The permit's statement, verified before it was written here. */
  statement: z.unknown(),
  /** Set once the permit is consumed. */
  deploymentId: z.string().optional(),
});

/** What a deploy job must remember to go on where another one was killed. */
export type DeploymentRecord = z.infer<typeof Record>;

/** Keeps one record per promotion. */
export class DeploymentRecords {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static create(stateFolder: string): DeploymentRecords {
    return new DeploymentRecords(join(stateFolder, 'deployments'));
  }

  read(promotionId: string): DeploymentRecord | undefined {
    try {
      return Record.parse(
        JSON.parse(readFileSync(this.#path(promotionId), 'utf8')),
      );
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return undefined;
      }
      throw error;
    }
  }

  write(promotionId: string, record: DeploymentRecord): void {
    writeAtomically(
      this.#path(promotionId),
      JSON.stringify(record, undefined, 2),
    );
  }

  #path(promotionId: string): string {
    return join(this.#folder, `${promotionId}.json`);
  }
}

/** A reader sees the old file or the new one, never half of it. For the owner only: it may hold a provider's key. */
export function writeAtomically(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, text, { mode: 0o600 });
  renameSync(temporary, path);
}
