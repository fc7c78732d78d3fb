import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { createLog } from './__testUtils__/exampleExport';

const run = promisify(execFile);
const root = resolve(__dirname, '../../..');

describe('the verifier as one file', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'verifier-'));
    await run(process.execPath, ['scripts/build-standalone.mjs'], {
      cwd: root,
    });
    await copyFile(
      join(root, 'packages/audit-verifier/dist/verify.mjs'),
      join(folder, 'verify.mjs'),
    );
  }, 60_000);

  afterAll(() => rm(folder, { recursive: true }));

  it('verifies apart from everything else, and fails with exit code 1', async () => {
    const log = createLog(5);
    const { ndjson, csv } = await log.write(1, 4);
    await writeFile(join(folder, 'export.ndjson'), ndjson);
    await writeFile(join(folder, 'export.csv'), csv);
    const args = [
      'verify.mjs',
      'verify',
      'export.ndjson',
      '--csv',
      'export.csv',
      '--key',
      log.verifierKey,
    ];
    const { stdout } = await run(process.execPath, args, { cwd: folder });
    expect(stdout).toMatch(/^VALID$/m);

    await writeFile(
      join(folder, 'export.csv'),
      csv.replace('"id"', '"ID"').replace('v-2', 'v-3'),
    );
    await expect(
      run(process.execPath, args, { cwd: folder }),
    ).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringContaining('PROBLEM     event 2, CSV'),
    });
  });

  it('uses no network and nothing outside Node', async () => {
    const text = await readFile(join(folder, 'verify.mjs'), 'utf8');
    const imports = [...text.matchAll(/^import .* from '(.*)';$/gm)].map(
      ([, name]) => name,
    );
    expect(new Set(imports)).toEqual(
      new Set(['node:crypto', 'node:fs', 'node:fs/promises', 'node:util']),
    );
    expect(text).not.toMatch(/\bfetch\(|\bimport\(|\brequire\(|child_process/);
  });
});
