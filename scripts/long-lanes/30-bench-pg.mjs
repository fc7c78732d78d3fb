import { commandLane } from '../lib/lanes.mjs';

/** Every bench on PostgreSQL. A missed target fails it, so nothing runs beside it. */
export const lane = {
  ...commandLane('bench-pg', ({ yarn }) =>
    yarn([
      'node',
      'scripts/bench.mjs',
      ...['--database', 'pg', '--events', '1000000'],
    ]),
  ),
  round: 12,
};
