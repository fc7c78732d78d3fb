import { runJest, SLOW_TESTS } from '../lib/jest.mjs';

/**
 * The tests beside the code, of every package. Those that need a database run
 * on SQLite and on PostgreSQL.
 */
export const lane = {
  name: 'tests',
  // It uses every core by itself.
  round: 2,
  run: ({ yarn }) =>
    runJest({
      yarn,
      command: [
        'backstage-cli',
        'repo',
        'test',
        ...SLOW_TESTS.map(file => `--testPathIgnorePatterns=${file}`),
      ],
    }),
};
