import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { exportsOf } from '../lib/breakingChanges.mjs';
import { ROOT } from '../lib/paths.mjs';
import { ensureTypes } from '../lib/types.mjs';

/** What everybody depends on stays small: one has to be able to read it. */
const COMMON = 'plugins/chatbots-common/report.api.md';
const MOST_EXPORTS = 100;
const MOST_BYTES = 40_000;

/** What each plugin offers is what its committed report says, documented and tagged. */
export const lane = {
  name: 'api',
  async run(context) {
    const failures = [];
    const types = await ensureTypes(context);
    if (types.code === 0) {
      const reports = await context.yarn(['build:api-reports:only', '--ci']);
      if (reports.code !== 0) {
        failures.push(reports.output);
      }
    } else {
      failures.push('The types are wrong: see the lane types');
    }

    const exported = exportsOf(readFileSync(join(ROOT, COMMON), 'utf8')).size;
    const { size } = statSync(join(ROOT, COMMON));
    if (exported >= MOST_EXPORTS || size >= MOST_BYTES) {
      failures.push(
        `${COMMON} has to stay under ${MOST_EXPORTS} exports and ${MOST_BYTES} bytes: move what few need to a sub-path`,
      );
    }
    return {
      passed: failures.length === 0 ? 1 : 0,
      failed: failures.length === 0 ? 0 : 1,
      remark: `chatbots-common: ${exported} exports, ${(size / 1000).toFixed(
        1,
      )} KB`,
      output: failures.join('\n'),
    };
  },
};
