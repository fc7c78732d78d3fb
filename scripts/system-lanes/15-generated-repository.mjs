import { countTests } from '../lib/tap.mjs';

/**
 * The generated repository on its own: `npm ci && npm run ci`, for real, outside
 * the checkout. Here and not in `npm test`, because it installs from the registry.
 */
export const lane = {
  name: 'generated-repository',
  async run({ yarn }) {
    return countTests(
      await yarn([
        'node',
        '--test',
        '--test-reporter=tap',
        'templates/chatbot/tests/generatedRepository.test.mjs',
      ]),
    );
  },
};
