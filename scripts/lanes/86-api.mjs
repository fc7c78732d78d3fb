import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/paths.mjs';
import { checkReportSize } from '../lib/sizeLimits.mjs';
import { ensureTypes } from '../lib/types.mjs';

/** What everybody depends on stays small: one has to be able to read it. */
const COMMON = 'plugins/chatbots-common/report.api.md';

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

    const { remark, problems } = checkReportSize(
      COMMON,
      readFileSync(join(ROOT, COMMON), 'utf8'),
    );
    failures.push(...problems);
    return {
      passed: failures.length === 0 ? 1 : 0,
      failed: failures.length === 0 ? 0 : 1,
      remark: `chatbots-common: ${remark}`,
      output: failures.join('\n'),
    };
  },
};
