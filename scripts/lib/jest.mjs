import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from './postgres.mjs';

/**
 * Tests that take long: whole portals and processes of their own, every row that somebody can change by SQL, and the git host of the
 * demo. The lane `tests` leaves them out, so that `npm test` stays short; the lane `slow-tests` runs them.
 */
export const SLOW_TESTS = [
  'packages/backend/src/forgedGroups.test.ts',
  'packages/backend/src/heldTransaction.test.ts',
  'packages/backend/src/othersThings.test.ts',
  'packages/dev-git-host/',
  'plugins/catalog-backend-module-chatbots/src/forgedEntities.test.ts',
  'plugins/chatbots-backend/src/audit/anchor/anchorAttacks.test.ts',
  'plugins/chatbots-backend/src/audit/continuation/restored.test.ts',
  'plugins/chatbots-backend/src/audit/fsck/columns.test.ts',
  'plugins/chatbots-backend/src/audit/fsck/records/checkPromotions.test.ts',
  'plugins/chatbots-backend/src/audit/fsck/records/checkRecords.test.ts',
  'plugins/chatbots-backend/src/audit/fsck/runFsckCommand.test.ts',
  'plugins/chatbots-backend/src/audit/oldLog.test.ts',
  'plugins/chatbots-backend/src/audit/status/unprovenRows.test.ts',
  'plugins/chatbots-backend/src/faults/',
  'plugins/chatbots-backend/src/followers/refresh/storedGates.test.ts',
  'plugins/chatbots-backend/src/followers/workflows/',
  'plugins/chatbots-backend/src/governance/evidence/',
  'plugins/chatbots-backend/src/governance/external/',
  'plugins/chatbots-backend/src/governance/facts/forgedAcceptance.test.ts',
  'plugins/chatbots-backend/src/governance/gates/moduleChecks.test.ts',
  'plugins/chatbots-backend/src/governance/permits/signedAhead.test.ts',
  'plugins/chatbots-backend/src/governance/promotions/lateMerge.test.ts',
  'plugins/chatbots-backend/src/router/audit/changes.test.ts',
  'plugins/scaffolder-backend-module-chatbots/src/recovery.test.ts',
];

/**
 * Runs tests beside the code on SQLite and on a PostgreSQL of their own, which stops with them.
 *
 * @param yarn - runs Yarn with the toolchain
 * @param command - Backstage's command that starts Jest, with what to run
 * @returns what a lane resolves with
 */
export async function runJest({ yarn, command, env = {} }) {
  const folder = mkdtempSync(join(tmpdir(), 'chatbot-portal-tests-'));
  const report = join(folder, 'jest.json');
  const postgres = await startPostgres();
  try {
    const { code, output } = await yarn(
      [...command, '--json', `--outputFile=${report}`],
      {
        env: {
          CI: 'true',
          NODE_ENV: 'test',
          // The server is PostgreSQL 18; the tests ask for the oldest they support.
          BACKSTAGE_TEST_DATABASE_POSTGRES16_CONNECTION_STRING: postgres.url,
          BACKSTAGE_TEST_DISABLE_DOCKER: '1',
          ...env,
        },
      },
    );
    return summarise(report, code, output);
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function summarise(report, code, output) {
  let jest;
  try {
    jest = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, output };
  }
  // A suite that can't even load has no tests that could fail.
  const failed = jest.numFailedTests + jest.numRuntimeErrorTestSuites;
  const skipped = jest.numPendingTests + jest.numTodoTests;
  return {
    passed: jest.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    remark: skipped > 0 ? `${skipped} skipped` : undefined,
    output: failures(jest) || output,
  };
}

function failures(jest) {
  return jest.testResults
    .filter(suite => suite.status === 'failed')
    .map(suite => `${suite.name}\n${suite.message}`)
    .join('\n\n');
}
