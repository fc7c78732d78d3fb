import { NotFoundError } from '@backstage/errors';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { runSchema, type RunRecord } from './RunRecord';
import { writeFileAtomically } from './writeFileAtomically';

/** What a new run is made of. @internal */
export type NewRun = Omit<
  RunRecord,
  | 'id'
  | 'number'
  | 'attempt'
  | 'actor'
  | 'status'
  | 'createdAt'
  | 'previous'
  | 'isRecovered'
>;

/**
 * Runs, one JSON file each, and a log for each job of each attempt. All records are in memory; every change is on disk before it is seen.
 *
 * @internal
 */
export class RunStore {
  readonly #folder: string;
  readonly #runs = new Map<number, RunRecord>();
  #tail: Promise<unknown> = Promise.resolve();
  #lastId = 0;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async create(root: string): Promise<RunStore> {
    const store = new RunStore(join(root, 'runs'));
    await mkdir(store.#folder, { recursive: true });
    for (const name of await readdir(store.#folder)) {
      if (name.endsWith('.json')) {
        const text = await readFile(join(store.#folder, name), 'utf8');
        const run = runSchema.safeParse(JSON.parse(text));
        // A run of an earlier version of this host has other fields; its number is not given again.
        if (run.success) {
          store.#runs.set(run.data.id, run.data);
        }
        store.#lastId = Math.max(store.#lastId, Number.parseInt(name, 10) || 0);
      } else if (name.endsWith('.tmp')) {
        await rm(join(store.#folder, name), { force: true });
      }
    }
    return store;
  }

  /** Adds a queued run; the same event of the same repository answers the run that it started before. */
  async add(input: NewRun): Promise<RunRecord> {
    return this.#turn(async () => {
      const known = this.findByEvent(input.repositoryId, input.eventId);
      if (known) {
        return known;
      }
      this.#lastId += 1;
      const run: RunRecord = {
        ...input,
        id: this.#lastId,
        number: this.list(input.repositoryId).length + 1,
        actor: input.startedBy,
        attempt: 1,
        status: 'queued',
        createdAt: new Date().toISOString(),
        previous: [],
        isRecovered: false,
      };
      await this.#write(run);
      return run;
    });
  }

  async change(id: number, change: Partial<RunRecord>): Promise<RunRecord> {
    return this.#turn(async () => {
      const run = this.#runs.get(id);
      if (!run) {
        throw new NotFoundError('run does not exist');
      }
      const changed = { ...run, ...change };
      await this.#write(changed);
      return changed;
    });
  }

  async removeAll(repositoryId: number): Promise<void> {
    await this.#turn(async () => {
      for (const run of this.list(repositoryId)) {
        for (const name of await readdir(this.#folder)) {
          if (name.startsWith(`${run.id}.`)) {
            await rm(join(this.#folder, name), { force: true });
          }
        }
        this.#runs.delete(run.id);
      }
    });
  }

  find(id: number): RunRecord | undefined {
    return this.#runs.get(id);
  }

  findByEvent(repositoryId: number, eventId: string): RunRecord | undefined {
    return this.all().find(
      run => run.repositoryId === repositoryId && run.eventId === eventId,
    );
  }

  /** All runs, oldest first. */
  all(): RunRecord[] {
    return [...this.#runs.values()].sort((a, b) => a.id - b.id);
  }

  /** The runs of a repository, newest first. */
  list(repositoryId: number): RunRecord[] {
    return this.all()
      .filter(run => run.repositoryId === repositoryId)
      .reverse();
  }

  logFile(id: number, attempt: number, job: number): string {
    return join(this.#folder, `${id}.${attempt}.${job}.log`);
  }

  /** The end of a log, and whether something was cut off before it. */
  async readLog(
    file: string,
    maxBytes: number,
  ): Promise<{ text: string; cut: boolean }> {
    const size = (await stat(file).catch(() => undefined))?.size ?? 0;
    if (size === 0) {
      return { text: '', cut: false };
    }
    const bytes = await readFile(file);
    return {
      text: bytes.subarray(Math.max(0, bytes.length - maxBytes)).toString(),
      cut: bytes.length > maxBytes,
    };
  }

  async #write(run: RunRecord): Promise<void> {
    await writeFileAtomically(
      this.#file(run.id),
      JSON.stringify(run, undefined, 2),
    );
    this.#runs.set(run.id, run);
  }

  #file(id: number): string {
    return join(this.#folder, `${id}.json`);
  }

  #turn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(work);
    this.#tail = turn.catch(() => undefined);
    return turn;
  }
}
