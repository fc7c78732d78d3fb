import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../lib/postgres.mjs';

/**
 * Every column of every state of a row, and every leaf of its JSON, changed by SQL: fsck finds each. `tests` changes each column in one
 * state, each state by one column, and one leaf.
 */
export const lane = {
  name: 'columns',
  round: 10,
  async run({ yarn }) {
    const folder = mkdtempSync(join(tmpdir(), 'chatbot-portal-columns-'));
    const report = join(folder, 'jest.json');
    const postgres = await startPostgres();
    try {
      const { code, output } = await yarn(
        [
          '--cwd',
          'plugins/chatbots-backend',
          'backstage-cli',
          'package',
          'test',
          '--watchAll=false',
          '--json',
          `--outputFile=${report}`,
          'src/audit/fsck/columns.test.ts',
        ],
        {
          env: {
            CI: 'true',
            NODE_ENV: 'test',
            COLUMN_CHANGES: 'all',
            BACKSTAGE_TEST_DATABASE_POSTGRES16_CONNECTION_STRING: postgres.url,
            BACKSTAGE_TEST_DISABLE_DOCKER: '1',
          },
        },
      );
      const { numPassedTests, numFailedTests } = JSON.parse(
        readFileSync(report, 'utf8'),
      );
      return {
        passed: numPassedTests,
        failed: numFailedTests === 0 && code !== 0 ? 1 : numFailedTests,
        output,
      };
    } finally {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
