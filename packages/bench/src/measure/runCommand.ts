import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { timed } from './timed';

/** What a command took. */
export interface CommandCost {
  milliseconds: number;
  /** The most memory that its process had, in MiB. */
  residentMiB: number;
  exitCode: number;
  /** What it printed. */
  output: string;
}

/**
 * Runs a command of the checkout in a process of its own, from its sources.
 *
 * @param folder - where it may leave what it measures
 */
export async function runCommand(
  args: readonly string[],
  folder: string,
): Promise<CommandCost> {
  const memoryFile = join(folder, 'memory');
  let output = '';
  let exitCode = 1;
  const milliseconds = await timed(
    () =>
      new Promise<void>((done, fail) => {
        const child = spawn(
          process.execPath,
          [
            '--require',
            '@backstage/cli/config/nodeTransform.cjs',
            '--require',
            resolve('packages/bench/src/measure/reportMemory.cjs'),
            ...args,
          ],
          {
            stdio: ['ignore', 'pipe', 'pipe'],
            env: { ...process.env, BENCH_MEMORY_FILE: memoryFile },
          },
        );
        const keep = (chunk: Buffer) => {
          output = `${output}${chunk}`.slice(-2000);
        };
        child.stdout.on('data', keep);
        child.stderr.on('data', keep);
        child.once('error', fail);
        child.once('close', code => {
          exitCode = code ?? 1;
          done();
        });
      }),
  );
  return {
    milliseconds,
    residentMiB: Number(await readFile(memoryFile, 'utf8')) / 1024,
    exitCode,
    output,
  };
}
