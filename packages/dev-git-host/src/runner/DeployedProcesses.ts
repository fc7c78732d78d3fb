import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '../store/writeFileAtomically';
import { jobPath } from './npmEnvironment';
import {
  isSameProcess,
  startTimeOf,
  START_TOLERANCE_MS,
} from './processIdentity';
import { signalProcessGroup, sleep } from './ProcessGroup';

/** Time between asking a deployed process to end and ending it, in milliseconds. */
const GRACE_MS = 5_000;
/** How long before its pid file a process may have started, in milliseconds. */
const PID_FILE_DELAY_MS = 60_000;

/** `DEPLOY_STATE_DIR/processes/<name>.json`: how a deploy job tells the host of a process that outlives it. @internal */
export const processDescriptorSchema = z.object({
  pid: z.number().int().gt(1),
  startedAt: z.iso.datetime({ offset: true }),
  command: z.string().min(1),
  args: z.array(z.string()),
  cwd: z.string(),
  env: z.record(z.string(), z.string()),
  log: z.string(),
});

type Descriptor = z.infer<typeof processDescriptorSchema>;

interface Described {
  file: string;
  folder: string;
  descriptor: Descriptor;
}

/**
 * The bots that deploy jobs left running: stopped with the host, started again with it. A process is touched only when
 * its start time shows that it is the one meant, since the system gives a dead process's number to others.
 *
 * @internal
 */
export class DeployedProcesses {
  readonly #root: string;
  readonly #log: (line: string) => void;

  private constructor(root: string, log: (line: string) => void) {
    this.#root = root;
    this.#log = log;
  }

  /** `root` holds one deployment folder per repository. */
  static create(root: string, log: (line: string) => void): DeployedProcesses {
    return new DeployedProcesses(root, log);
  }

  /** Starts every described process that does not run. */
  async startAll(): Promise<void> {
    for (const { file, folder, descriptor } of await this.#described()) {
      if (
        !(await isSameProcess(descriptor.pid, Date.parse(descriptor.startedAt)))
      ) {
        await this.#start(file, folder, descriptor).catch(error =>
          this.#log(
            `The deployed process of ${file} was not started: ${error.message}`,
          ),
        );
      }
    }
  }

  /** Stops every described process, and those of pid files. Descriptors stay for the next start. */
  async stopAll(): Promise<void> {
    const pids = new Set<number>();
    for (const { descriptor } of await this.#described()) {
      if (
        await isSameProcess(descriptor.pid, Date.parse(descriptor.startedAt))
      ) {
        pids.add(descriptor.pid);
      }
    }
    for (const pid of await this.#fromPidFiles()) {
      pids.add(pid);
    }
    await Promise.all([...pids].map(pid => stop(pid)));
  }

  async #start(
    file: string,
    folder: string,
    descriptor: Descriptor,
  ): Promise<void> {
    const base = await realpath(folder);
    const cwd = await realpath(descriptor.cwd);
    mkdirSync(dirname(descriptor.log), { recursive: true });
    const logFolder = await realpath(dirname(descriptor.log));
    for (const path of [cwd, logFolder]) {
      if (path !== base && !path.startsWith(base + sep)) {
        throw new Error('its folder or log lies outside DEPLOY_STATE_DIR');
      }
    }
    const output = openSync(descriptor.log, 'a', 0o600);
    try {
      const child = spawn(descriptor.command, descriptor.args, {
        cwd,
        env: { PATH: jobPath(), ...descriptor.env },
        detached: true,
        stdio: ['ignore', output, output],
      });
      await new Promise<void>((resolve, reject) => {
        child.on('spawn', resolve);
        child.on('error', reject);
      });
      child.unref();
      const pid = child.pid as number;
      const started = (await startTimeOf(pid)) ?? Date.now();
      await writeFileAtomically(
        file,
        JSON.stringify(
          { ...descriptor, pid, startedAt: new Date(started).toISOString() },
          undefined,
          2,
        ),
      );
    } finally {
      closeSync(output);
    }
  }

  async #described(): Promise<Described[]> {
    const found: Described[] = [];
    for (const repository of await names(this.#root)) {
      const folder = join(this.#root, repository);
      for (const name of await names(join(folder, 'processes'))) {
        if (name.endsWith('.json')) {
          const file = join(folder, 'processes', name);
          try {
            const descriptor = processDescriptorSchema.parse(
              JSON.parse(await readFile(file, 'utf8')),
            );
            found.push({ file, folder, descriptor });
          } catch {
            this.#log(`${file} is no process description: ignored`);
          }
        }
      }
    }
    return found;
  }

  /** Pid files hold the number, and perhaps the start time on a second line; else the file's own time stands for it. */
  async #fromPidFiles(): Promise<number[]> {
    const entries = await readdir(this.#root, { recursive: true }).catch(
      () => [],
    );
    const pids: number[] = [];
    for (const entry of entries.filter(name => name.endsWith('.pid'))) {
      const file = join(this.#root, entry);
      const [first, second = ''] = (
        await readFile(file, 'utf8').catch(() => '')
      ).split('\n');
      const pid = /^\d+$/.test(first.trim()) ? Number(first) : 0;
      const started = await startTimeOf(pid);
      const told = Date.parse(second.trim());
      const latest = Number.isNaN(told)
        ? (await stat(file).catch(() => undefined))?.mtimeMs ?? 0
        : told;
      const earliest =
        latest - (Number.isNaN(told) ? PID_FILE_DELAY_MS : START_TOLERANCE_MS);
      if (
        started !== undefined &&
        started >= earliest &&
        started <= latest + START_TOLERANCE_MS
      ) {
        pids.push(pid);
      }
    }
    return pids.filter(pid => pid !== process.pid);
  }
}

async function names(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

/** A detached process leads a group; one that does not is signalled alone. */
async function stop(pid: number): Promise<void> {
  const send = (signal: NodeJS.Signals) => {
    if (!signalProcessGroup(pid, signal)) {
      try {
        process.kill(pid, signal);
      } catch {
        // It has ended meanwhile.
      }
    }
  };
  send('SIGTERM');
  const until = Date.now() + GRACE_MS;
  while (Date.now() < until) {
    if ((await startTimeOf(pid)) === undefined) {
      return;
    }
    await sleep(50);
  }
  send('SIGKILL');
}
