import { run } from '../lib/run.mjs';
import { say } from '../lib/steps.mjs';
import { ensureTool } from '../lib/systemTools.mjs';
import { countTests } from '../lib/tap.mjs';
import { ensureTypes } from '../lib/types.mjs';

/** The packages, packed, in a Backstage app outside the checkout, on every line: `yarn test:install`. */
export const lane = {
  name: 'install',
  round: 5,
  async run(context) {
    const chromium = await ensureTool({
      name: 'chromium',
      commands: ['chromium', 'chromium-browser', 'google-chrome'],
      aptPackage: 'chromium',
    });
    if (chromium.missing) {
      return chromium.missing;
    }
    const types = await ensureTypes(context);
    if (types.code !== 0) {
      return { passed: 0, failed: 1, output: types.output };
    }
    const { node, yarn, env } = context.toolchain;
    const result = await run(
      node,
      ['--test', '--test-reporter=tap', 'scripts/install/install.test.mjs'],
      {
        env: {
          ...env,
          CHROMIUM_PATH: chromium.file,
          INSTALL_TEST_YARN: yarn,
        },
      },
    );
    for (const [, line] of result.output.matchAll(/^ *# (\d+\.\d+: .*)$/gm)) {
      say(`install: ${line}`);
    }
    return countTests(result);
  },
};
