import { countTests } from '../lib/tap.mjs';

/** The template, rendered by the scaffolder's own action in every combination. */
export const lane = {
  name: 'template',
  async run({ yarn }) {
    return countTests(
      await yarn([
        'node',
        '--test',
        '--test-reporter=tap',
        'templates/chatbot/tests/render.test.mjs',
      ]),
    );
  },
};
