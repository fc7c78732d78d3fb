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
    // The second needs the dependencies that the first installs.
    const files = ['kit', 'gateSees'].map(
      name => `templates/chatbot/tests/${name}.test.mjs`,
    );
    const result = await inTemporaryFolder(async env =>
      countTests(
        await yarn(
          [
            'node',
            '--test',
            '--test-concurrency=1',
            '--test-reporter=tap',
            ...files,
          ],
          {
            env: { ...env, CHROMIUM_PATH: chromium.file ?? '' },
          },
        ),
      ),
    );
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
