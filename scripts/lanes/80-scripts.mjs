import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/paths.mjs';
import { run } from '../lib/run.mjs';
import { countTests } from '../lib/tap.mjs';

/** The tests of these scripts, on the Node that started them: 20 must do. */
export const lane = {
  name: 'scripts',
  async run() {
    const folder = join(ROOT, 'scripts/lib');
    const files = readdirSync(folder)
      .filter(file => file.endsWith('.test.mjs'))
      .map(file => join(folder, file));
    return countTests(
      await run(process.execPath, ['--test', '--test-reporter=tap', ...files]),
    );
  },
};
