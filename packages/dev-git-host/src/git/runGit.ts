import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';

/** The most that one answer of git may hold in memory, in bytes. */
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** Git exited with an error; the message holds its own words. @internal */
export class GitError extends Error {
  readonly exitCode: number | undefined;
  /** What it wrote before it ended. */
  readonly output: string;

  constructor(message: string, exitCode: number | undefined, output = '') {
    super(message);
    this.name = 'GitError';
    this.exitCode = exitCode;
    this.output = output;
  }
}

/** The environment for every git of the host: nobody's personal configuration, no prompts, stable language. @internal */
export function gitEnvironment(): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
  };
}

/** Starts git for its output as a stream. @internal */
export function streamGit(
  args: readonly string[],
  folder?: string,
): ChildProcessByStdio<null, Readable, Readable> {
  return spawn('git', [...args], {
    cwd: folder,
    env: gitEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** What one call of git gets beside its arguments. @internal */
export interface GitCall {
  folder?: string;
  /** Set on top of the host's environment for git. */
  env?: Record<string, string>;
  input?: string | Buffer;
}

/** Runs git to its end and answers what it wrote. @internal */
export async function runGit(
  args: readonly string[],
  call: GitCall = {},
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', [...args], {
      cwd: call.folder,
      env: { ...gitEnvironment(), ...call.env },
      stdio: 'pipe',
    });
    // Git may end before it has read all of it.
    child.stdin.on('error', () => undefined);
    child.stdin.end(call.input ?? '');
    const output: Buffer[] = [];
    let size = 0;
    let problem = '';
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_OUTPUT_BYTES) {
        child.kill('SIGKILL');
      } else {
        output.push(chunk);
      }
    });
    child.stderr.on('data', (chunk: Buffer) => {
      problem = (problem + chunk.toString()).slice(-2000);
    });
    child.on('error', reject);
    child.on('close', code => {
      if (code === 0) {
        resolve(Buffer.concat(output));
      } else if (size > MAX_OUTPUT_BYTES) {
        reject(
          new GitError('git answered more than the host takes', undefined),
        );
      } else {
        reject(
          new GitError(
            problem.trim() || `git ${args[0]} failed`,
            code ?? undefined,
            Buffer.concat(output).toString(),
          ),
        );
      }
    });
  });
}
