import { countTests } from '../lib/tap.mjs';
import { inTemporaryFolder } from '../lib/temporaryFolder.mjs';

/** Every repository that the template's form can give, installed, tested, built and evaluated. */
export const lane = {
  name: 'every-repository',
  round: 11,
  async run({ yarn }) {
    const file = 'templates/chatbot/tests/everyRepository.test.mjs';
    return inTemporaryFolder(async env =>
      countTests(
        await yarn(['node', '--test', '--test-reporter=tap', file], { env }),
      ),
    );
  },
};
