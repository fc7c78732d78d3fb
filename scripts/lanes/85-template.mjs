import { countTests } from '../lib/tap.mjs';
import { inTemporaryFolder } from '../lib/temporaryFolder.mjs';

/**
 * The template, rendered by the scaffolder's own action in every combination; the
 * workflows as GitHub reads them, and the Dockerfile as Docker does.
 */
export const lane = {
  name: 'template',
  async run({ yarn }) {
    return inTemporaryFolder(async env =>
      countTests(
        await yarn(
          [
            'node',
            '--test',
            '--test-reporter=tap',
            'templates/chatbot/tests/render.test.mjs',
            'templates/chatbot/tests/workflows.test.mjs',
            'templates/chatbot/tests/dockerfile.test.mjs',
          ],
          { env },
        ),
      ),
    );
  },
};
