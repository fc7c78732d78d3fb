import { countTests } from '../lib/tap.mjs';
import { inTemporaryFolder } from '../lib/temporaryFolder.mjs';

/** The kit that generated repositories carry. Here and not in `npm test`, because it installs from the registry. */
export const lane = {
  name: 'kit',
  async run({ yarn }) {
    const file = 'templates/chatbot/tests/kit.test.mjs';
    return inTemporaryFolder(async env =>
      countTests(
        await yarn(['node', '--test', '--test-reporter=tap', file], { env }),
      ),
    );
  },
};
