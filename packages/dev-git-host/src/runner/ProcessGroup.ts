import { spawn, type ChildProcess } from 'node:child_process';

/** Time between asking a group to end and ending it, in milliseconds. */
const GRACE_MS = 3_000;
/** Time to read the last output after the command ended, when a detached process keeps the pipe open. */
const DRAIN_MS = 500;

/** What to run. @internal */
export interface CommandOptions {
  command: string;
  args: readonly string[];
  cwd: string;
  env: Record<string, string>;
  /** In milliseconds. */
  timeout: number;
  signal: AbortSignal;
  stdout: { write(chunk: Buffer): void; end(): void };
  stderr: { write(chunk: Buffer): void; end(): void };
  onStarted: (pid: number) => Promise<void>;
}

/** How a command ended. @internal */
export type CommandOutcome =
  | { kind: 'exit'; code: number }
  | { kind: 'timed-out' }
  | { kind: 'aborted' };

/**
 * Runs one command in a process group of its own. Whatever way it ends, nothing of the group is left; a process that
 * detached itself (a deployed bot) is another group and lives on.
 *
 * @internal
 */
export async function runInProcessGroup(
  options: CommandOptions,
): Promise<CommandOutcome> {
  if (options.signal.aborted) {
    return { kind: 'aborted' };
  }
  const child = spawn(options.command, [...options.args], {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (chunk: Buffer) => options.stdout.write(chunk));
  child.stderr.on('data', (chunk: Buffer) => options.stderr.write(chunk));
  let ended: CommandOutcome | undefined;
  let killer: NodeJS.Timeout | undefined;
  const exited = new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 128 : 1)));
  });
  const closed = new Promise<void>(resolve =>
    child.on('close', () => resolve()),
  );
  const stop = (outcome: CommandOutcome) => {
    if (!ended) {
      ended = outcome;
      signalGroup(child, 'SIGTERM');
      killer = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS);
    }
  };
  const timer = setTimeout(() => stop({ kind: 'timed-out' }), options.timeout);
  const abort = () => stop({ kind: 'aborted' });
  options.signal.addEventListener('abort', abort);
  try {
    if (child.pid !== undefined) {
      await options.onStarted(child.pid);
    }
    const code = await exited;
    if (ended) {
      await waitForGroup(child);
    }
    signalGroup(child, 'SIGKILL');
    await Promise.race([closed, sleep(DRAIN_MS)]);
    return ended ?? { kind: 'exit', code };
  } finally {
    clearTimeout(timer);
    clearTimeout(killer);
    options.signal.removeEventListener('abort', abort);
    child.stdout.destroy();
    child.stderr.destroy();
    options.stdout.end();
    options.stderr.end();
  }
}

/** Gives the other members of a group that was asked to end the rest of their time. */
async function waitForGroup(child: ChildProcess): Promise<void> {
  const until = Date.now() + GRACE_MS;
  while (Date.now() < until && signalGroup(child, 0)) {
    await sleep(50);
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  return child.pid !== undefined && signalProcessGroup(child.pid, signal);
}

/** Signals a whole group; false when it has no members. @internal */
export function signalProcessGroup(
  group: number,
  signal: NodeJS.Signals | 0,
): boolean {
  if (group <= 1) {
    return false;
  }
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    return false;
  }
}

/** Waits that many milliseconds. @internal */
export async function sleep(milliseconds: number): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, milliseconds));
}
