import { ensureTool } from '../lib/systemTools.mjs';
import { countTests } from '../lib/tap.mjs';
import { inTemporaryFolder } from '../lib/temporaryFolder.mjs';

/**
 * The generated repository on its own: `npm ci && npm run ci`, for real, outside
 * the checkout; then what it built, in a browser. Here and not in `npm test`,
 * because it installs from the registry and needs that browser.
 */
export const lane = {
  name: 'generated-repository',
  async run({ yarn }) {
    const chromium = await ensureTool({
      name: 'chromium',
      commands: ['chromium', 'chromium-browser', 'google-chrome'],
      aptPackage: 'chromium',
    });
    const file = 'templates/chatbot/tests/generatedRepository.test.mjs';
    const result = await inTemporaryFolder(async env =>
      countTests(
        await yarn(['node', '--test', '--test-reporter=tap', file], {
          env: { ...env, CHROMIUM_PATH: chromium.file ?? '' },
        }),
      ),
    );
    if (!chromium.missing) {
      return result;
    }
    const { failed, remark, output = '' } = chromium.missing;
    return {
      passed: result.passed,
      failed: result.failed + failed,
      remark: `not in a browser, ${remark}`,
      output: `${result.output}\n${output}`,
    };
  },
};
