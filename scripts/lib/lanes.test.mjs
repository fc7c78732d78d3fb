import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from './paths.mjs';
import { run } from './run.mjs';

test('every lane can be read before anything is installed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lanes-'));
  try {
    cpSync(join(ROOT, 'scripts'), join(folder, 'scripts'), { recursive: true });
    const { code, output } = await run(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `import { loadLanes } from './scripts/lib/lanes.mjs';
         const lanes = await loadLanes(
           ['scripts/lanes', 'scripts/system-lanes', 'scripts/long-lanes'], []);
         console.log(lanes.length + ' lanes');`,
      ],
      { cwd: folder },
    );
    assert.equal(code, 0, output);
    assert.match(output, /^\d\d lanes$/m);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
