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
    const uv = await ensureTool({
      name: 'pipx',
      what: 'uv or pipx, which make the weights of sentence vectors',
      commands: ['uv', 'pipx'],
      aptPackage: 'pipx',
    });
    const file = 'templates/chatbot/tests/generatedRepository.test.mjs';
    const result = await inTemporaryFolder(async env =>
      countTests(
        await yarn(['node', '--test', '--test-reporter=tap', file], {
          env: {
            ...env,
            CHROMIUM_PATH: chromium.file ?? '',
            UV: uv.file ?? '',
          },
        }),
      ),
    );
    return [chromium.missing, uv.missing]
      .filter(missing => missing !== undefined)
      .reduce(
        (sum, { failed, remark, output = '' }) => ({
          passed: sum.passed,
          failed: sum.failed + failed,
          remark: [sum.remark, remark].filter(Boolean).join(', '),
          output: `${sum.output}\n${output}`,
        }),
        result,
      );
  },
};
