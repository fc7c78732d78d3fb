import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './lib/paths.mjs';
import { startPostgres } from './lib/postgres.mjs';
import { exitWith } from './lib/Problem.mjs';

/** Compiles TypeScript as it is loaded; memory can only be compared after what is dead was collected. */
const NODE_OPTIONS = [
  '--expose-gc',
  '--require',
  '@backstage/cli/config/nodeTransform.cjs',
];

function wantsPostgres(args) {
  const at = args.findIndex(arg => arg.startsWith('--database'));
  const value = args[at]?.split('=')[1] ?? args[at + 1];
  return at < 0 || value === 'pg';
}

/** `yarn bench`: measures a portal of its own, in a temporary folder and on a database server of its own. */
async function main() {
  const args = process.argv.slice(2);
  const folder = mkdtempSync(join(tmpdir(), 'chatbot-portal-bench-'));
  // As safe as in production: a commit that is not written to disk is faster than any that anybody can rely on.
  const postgres = wantsPostgres(args)
    ? await startPostgres({ durable: true })
    : undefined;
  try {
    process.exitCode = await runBenches(args, {
      BENCH_FOLDER: folder,
      ...(postgres && { BENCH_DATABASE_URL: postgres.url }),
    });
  } finally {
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function runBenches(args, env) {
  const child = spawn(
    process.execPath,
    [...NODE_OPTIONS, 'packages/bench/src/main.ts', ...args],
    {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NODE_ENV: 'development', ...env },
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (signal) {
        process.stderr.write(`The benches were ended by ${signal}\n`);
      }
      resolve(code ?? 1);
    });
  });
}

main().catch(exitWith);
