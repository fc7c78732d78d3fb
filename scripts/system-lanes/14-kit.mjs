import { ensureTool } from '../lib/systemTools.mjs';
import { countTests } from '../lib/tap.mjs';
import { inTemporaryFolder } from '../lib/temporaryFolder.mjs';

/** The kit that generated repositories carry, and what its gate sees. Here and not in `npm test`, because it installs from the registry, and needs a browser. */
export const lane = {
  name: 'kit',
  async run({ yarn }) {
    const chromium = await ensureTool({
      name: 'chromium',
      commands: ['chromium', 'chromium-browser', 'google-chrome'],
      aptPackage: 'chromium',
    });
    // One after the other: the second needs the dependencies that the first installs.
    const result = { passed: 0, failed: 0, output: '' };
    for (const name of ['kit', 'gateSees']) {
      const file = `templates/chatbot/tests/${name}.test.mjs`;
      const { passed, failed, output } = await inTemporaryFolder(async env =>
        countTests(
          await yarn(['node', '--test', '--test-reporter=tap', file], {
            env: { ...env, CHROMIUM_PATH: chromium.file ?? '' },
          }),
        ),
      );
      result.passed += passed;
      result.failed += failed;
      result.output += output ?? '';
    }
    const { missing } = chromium;
    return missing === undefined
      ? result
      : {
          ...result,
          failed: result.failed + missing.failed,
          remark: missing.remark,
        };
  },
};
