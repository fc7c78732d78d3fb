import { findCommand, missingTool } from '../lib/systemTools.mjs';
import { countTests } from '../lib/tap.mjs';
import { inTemporaryFolder } from '../lib/temporaryFolder.mjs';

const name = 'terraform';

/**
 * The generated repository's Terraform: formatted, valid, and tested with a mocked
 * provider. Format needs Terraform alone; the rest needs the provider, from a
 * local mirror whose folder TF_PLUGIN_DIR names.
 */
export const lane = {
  name,
  async run({ yarn }) {
    if (!findCommand(['terraform'])) {
      return missingTool({
        name,
        remedy: 'put Terraform 1.7 or newer on the PATH',
      });
    }
    const result = await inTemporaryFolder(async env =>
      countTests(
        await yarn(
          [
            'node',
            '--test',
            '--test-reporter=tap',
            'templates/chatbot/tests/terraform.test.mjs',
          ],
          { env },
        ),
      ),
    );
    if (process.env.TF_PLUGIN_DIR) {
      return result;
    }
    const { failed, remark, output } = missingTool({
      name,
      what: 'a mirror of the provider',
      remedy: 'name its folder in TF_PLUGIN_DIR (terraform providers mirror)',
    });
    return {
      passed: result.passed,
      failed: result.failed + failed,
      remark: `only the format, ${remark}`,
      output: `${result.output}\n${output ?? ''}`,
    };
  },
};
