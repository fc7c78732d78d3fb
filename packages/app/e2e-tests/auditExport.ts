import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openPage } from './navigation';
import type { Operator } from './operator';

const ROOT = resolve(__dirname, '../../..');
const VERIFIER = join(ROOT, 'packages/audit-verifier/dist/verify.mjs');

/** What the auditor carries away. */
export interface AuditFiles {
  ndjson: string;
  csv: string;
}

function run(args: string[]): Promise<{ code: number; output: string }> {
  return new Promise(done => {
    // An environment without a proxy, a home or a module path: the file stands alone.
    execFile(
      process.execPath,
      args,
      { cwd: ROOT, env: { PATH: process.env.PATH } },
      (error, stdout, stderr) =>
        done({
          code: error ? Number(error.code ?? 1) : 0,
          output: `${stdout}${stderr}`,
        }),
    );
  });
}

/** Builds the verifier as one file, as a release does. */
export async function buildVerifier(): Promise<void> {
  const { code, output } = await run(['scripts/build-standalone.mjs']);
  if (code !== 0) {
    throw new Error(output);
  }
}

/** Picks the last week, exports it and downloads both files. */
export async function exportPeriod(
  operator: Operator,
  folder: string,
): Promise<AuditFiles> {
  const files = {
    ndjson: join(folder, 'audit.ndjson'),
    csv: join(folder, 'audit.csv'),
  };
  const { page } = operator;
  await openPage(operator, 'Audit');
  await operator.choose(
    page.getByRole('button', { name: /Period$/ }),
    page.getByRole('option', { name: 'Last 7 days' }),
  );
  await page.waitForURL(/[?&]from=/);
  await operator.press(page.getByRole('button', { name: 'Export…' }));
  const dialog = page.getByRole('dialog');
  const evidence = page.waitForEvent('download');
  await operator.press(
    dialog.getByRole('button', { name: 'Export and download NDJSON' }),
  );
  await (await evidence).saveAs(files.ndjson);
  const table = page.waitForEvent('download');
  await operator.press(dialog.getByRole('button', { name: 'Download CSV' }));
  await (await table).saveAs(files.csv);
  return files;
}

/** Runs the verifier with a key that the auditor holds. */
export function verify(files: AuditFiles, key: string) {
  return run([VERIFIER, files.ndjson, '--csv', files.csv, '--key', key]);
}

/** Where a line begins, in bytes; the first is line 0. */
export async function lineStart(file: string, line: number): Promise<number> {
  const bytes = await readFile(file);
  let start = 0;
  for (let passed = 0; passed < line; passed++) {
    start = bytes.indexOf('\n', start) + 1;
  }
  return start;
}

/** A copy of a file with one bit of the byte at `at` flipped. */
export async function flipped(file: string, at: number): Promise<string> {
  const bytes = await readFile(file);
  bytes[at] ^= 1;
  const copy = `${file}.flipped`;
  await writeFile(copy, bytes);
  return copy;
}
