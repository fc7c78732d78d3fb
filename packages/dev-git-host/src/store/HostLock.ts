import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isSameProcess, startTimeOf } from '../runner/processIdentity';

/**
 * Keeps two hosts out of one folder. A lock whose process is gone, after a crash, is taken over.
 *
 * @internal
 */
export class HostLock {
  readonly #file: string;

  private constructor(file: string) {
    this.#file = file;
  }

  static async take(root: string): Promise<HostLock> {
    const file = join(root, 'host.lock');
    for (let attempt = 0; attempt < 2; attempt += 1) {
      try {
        const handle = await open(file, 'wx', 0o600);
        const startedAt = (await startTimeOf(process.pid)) ?? Date.now();
        await handle.writeFile(JSON.stringify({ pid: process.pid, startedAt }));
        await handle.close();
        return new HostLock(file);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
          throw error;
        }
        const holder = await readHolder(file);
        if (holder && (await isSameProcess(holder.pid, holder.startedAt))) {
          break;
        }
        await rm(file, { force: true });
      }
    }
    throw new Error(
      `Another git host uses the folder ${root}: stop it, or set gitHost.root to another folder`,
    );
  }

  async release(): Promise<void> {
    await rm(this.#file, { force: true });
  }
}

async function readHolder(
  file: string,
): Promise<{ pid: number; startedAt: number } | undefined> {
  try {
    const { pid, startedAt } = JSON.parse(await readFile(file, 'utf8'));
    return { pid: Number(pid), startedAt: Number(startedAt) };
  } catch {
    return undefined;
  }
}
