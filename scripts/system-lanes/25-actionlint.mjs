import { ensureActionlint } from '../lib/actionlint.mjs';
import { countTests } from '../lib/tap.mjs';
import { inTemporaryFolder } from '../lib/temporaryFolder.mjs';

/** The generated repository's workflows, read by a second reader than GitHub's own. */
export const lane = {
  name: 'actionlint',
  async run({ yarn }) {
    const { file, missing } = await ensureActionlint();
    if (missing) {
      return missing;
    }
    return inTemporaryFolder(async env =>
      countTests(
        await yarn(
          [
            'node',
            '--test',
            '--test-reporter=tap',
            'templates/chatbot/tests/actionlint.test.mjs',
          ],
          { env: { ...env, ACTIONLINT: file } },
        ),
      ),
    );
  },
};
