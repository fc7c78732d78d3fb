import { execFileSync, spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { writeAtomically } from '../DeploymentRecord.ts';

const Descriptor = z.object({
  pid: z.number().int(),
  startedAt: z.string(),
  command: z.string(),
  args: z.array(z.string()),
  cwd: z.string(),
  env: z.record(z.string(), z.string()),
  log: z.string(),
});
/** How a process was started, so that the host can start it again after a restart of the machine. */
export type Descriptor = z.infer<typeof Descriptor>;

const STOP_TIMEOUT_MS = 15_000;

/** Processes that outlive the job, one descriptor file each. */
export class Processes {
  readonly #folder: string;
  readonly #logs: string;

  private constructor(folder: string, logs: string) {
    this.#folder = folder;
    this.#logs = logs;
  }

  static create(stateFolder: string): Processes {
    const logs = join(stateFolder, 'logs');
    mkdirSync(logs, { recursive: true });
    return new Processes(join(stateFolder, 'processes'), logs);
  }

  /** The process of that name, if it runs. */
  running(name: string): Descriptor | undefined {
    const path = this.#path(name);
    if (!existsSync(path)) {
      return undefined;
    }
    const descriptor = Descriptor.parse(JSON.parse(readFileSync(path, 'utf8')));
    return isAlive(descriptor) ? descriptor : undefined;
  }

  /** Starts a process under a name, unless it runs. */
  ensure(
    name: string,
    start: Pick<Descriptor, 'args' | 'cwd' | 'env'>,
  ): Descriptor {
    const known = this.running(name);
    if (known !== undefined) {
      return known;
    }
    const log = join(this.#logs, `${name}.log`);
    const output = openSync(log, 'a', 0o600);
    const child = spawn(process.execPath, start.args, {
      cwd: start.cwd,
      // Nothing of the job's environment: it holds the job's tokens.
      env: { PATH: process.env.PATH ?? '', ...start.env },
      detached: true,
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    child.unref();
    if (child.pid === undefined) {
      throw new Error(`The process ${name} could not be started`);
    }
    const facts = {
      pid: child.pid,
      startedAt: new Date().toISOString(),
      command: process.execPath,
      log,
    };
    const descriptor = {
      ...facts,
      args: start.args,
      cwd: start.cwd,
      env: start.env,
    };
    writeAtomically(this.#path(name), JSON.stringify(descriptor, undefined, 2));
    return descriptor;
  }

  /** Ends a process and forgets it: first asked, then forced. */
  async stop(name: string): Promise<void> {
    const descriptor = this.running(name);
    // Forgotten first: a host that restarts in between must not start it again.
    rmSync(this.#path(name), { force: true });
    if (descriptor === undefined) {
      return;
    }
    process.kill(descriptor.pid, 'SIGTERM');
    const until = Date.now() + STOP_TIMEOUT_MS;
    while (isAlive(descriptor)) {
      if (Date.now() > until) {
        process.kill(descriptor.pid, 'SIGKILL');
        return;
      }
      await sleep(50);
    }
  }

  #path(name: string): string {
    return join(this.#folder, `${name}.json`);
  }
}

/** Whether the pid still is that process: the system gives numbers of dead processes to others. */
function isAlive({ pid, args }: Descriptor): boolean {
  try {
    process.kill(pid, 0);
    const commandLine = existsSync(`/proc/${pid}/cmdline`)
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], {
          encoding: 'utf8',
        });
    return commandLine.includes(args.join(' '));
  } catch {
    return false;
  }
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}
