import { allowedMissing, findCommand } from '../lib/systemTools.mjs';
import { countTests } from '../lib/tap.mjs';

/**
 * The generated repository's Terraform: formatted, valid, and tested with a mocked provider. The provider comes from a local
 * mirror, whose folder TF_PLUGIN_DIR names.
 */
export const lane = {
  name: 'terraform',
  async run({ yarn }) {
    if (!findCommand(['terraform']) || !process.env.TF_PLUGIN_DIR) {
      const remark =
        'terraform, or a provider mirror named by TF_PLUGIN_DIR, is missing';
      return allowedMissing().includes('terraform')
        ? { passed: 0, failed: 0, remark: `not run: ${remark}` }
        : { passed: 0, failed: 1, remark, output: `${remark}\n` };
    }
    return countTests(
      await yarn([
        'node',
        '--test',
        '--test-reporter=tap',
        '--test-name-pattern=Terraform',
        'templates/chatbot/tests/render.test.mjs',
      ]),
    );
  },
};
