import { runJest } from '../lib/jest.mjs';

/**
 * Every column of every state of a row, and every leaf of its JSON, changed by SQL: fsck finds each. `slow-tests` changes each column in
 * one state, each state by one column, and one leaf.
 */
export const lane = {
  name: 'columns',
  round: 10,
  run: ({ yarn }) =>
    runJest({
      yarn,
      command: [
        '--cwd',
        'plugins/chatbots-backend',
        'backstage-cli',
        'package',
        'test',
        '--watchAll=false',
        'src/audit/fsck/columns.test.ts',
      ],
      env: { COLUMN_CHANGES: 'all' },
    }),
};
