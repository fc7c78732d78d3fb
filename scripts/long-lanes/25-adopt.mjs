import { countTests } from '../lib/tap.mjs';
import { inTemporaryFolder } from '../lib/temporaryFolder.mjs';

/** Teams that make a repository their own: three corpora of the project's, and a Japanese one. */
export const lane = {
  name: 'adopt',
  round: 14,
  async run({ yarn }) {
    const file = 'templates/chatbot/tests/adopt.test.mjs';
    return inTemporaryFolder(async env =>
      countTests(
        await yarn(['node', '--test', '--test-reporter=tap', file], { env }),
      ),
    );
  },
};
