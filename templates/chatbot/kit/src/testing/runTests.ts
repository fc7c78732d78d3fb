import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/*
 * Runs the tests in a temporary folder of their own, and fails when one of them leaves something behind in it. Names of test files may be
 * given; all are run without them.
 */

const given = process.argv.slice(2);
const files = given.length > 0 ? given : ['src/**/*.test.ts'];
const folder = mkdtempSync(join(tmpdir(), 'chatbot-kit-tests-'));
const child = spawn(
  process.execPath,
  ['--test', '--experimental-test-isolation=none', ...files],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      TMPDIR: folder,
      TMP: folder,
      TEMP: folder,
      // npm, which some tests run, would keep its compiled code in there.
      NODE_DISABLE_COMPILE_CACHE: '1',
    },
  },
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => child.kill(signal));
}
child.once('error', error => {
  console.error(error.message);
  process.exitCode = 1;
});
child.once('close', code => {
  const left = readdirSync(folder);
  rmSync(folder, { recursive: true, force: true });
  process.exitCode = code ?? 1;
  if (left.length > 0) {
    console.error(
      `The tests left behind in their temporary folder: ${left.join(', ')}`,
    );
    process.exitCode ||= 1;
  }
});
