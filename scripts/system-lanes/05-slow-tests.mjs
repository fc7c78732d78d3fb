import { runJest, SLOW_TESTS } from '../lib/jest.mjs';

/** The tests beside the code that `tests` leaves out because they take long. */
export const lane = {
  name: 'slow-tests',
  // It uses every core by itself.
  round: 3,
  run: ({ yarn }) =>
    runJest({
      yarn,
      command: ['backstage-cli', 'repo', 'test', ...SLOW_TESTS],
    }),
};
