import { commandLane } from '../lib/lanes.mjs';

/** Every bench on SQLite. A missed target fails it, so nothing runs beside it. */
export const lane = {
  ...commandLane('bench-sqlite', ({ yarn }) =>
    yarn([
      'node',
      'scripts/bench.mjs',
      ...['--database', 'sqlite', '--events', '1000000'],
    ]),
  ),
  round: 13,
};
