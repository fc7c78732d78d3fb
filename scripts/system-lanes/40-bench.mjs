import { commandLane } from '../lib/lanes.mjs';

/**
 * The benches that write most into a portal run to their end. What it measures is not looked at: beside other work no figure says
 * anything.
 */
export const lane = {
  ...commandLane('bench', ({ yarn }) =>
    yarn(['node', 'scripts/bench.mjs', '--only', 'export', '--only', 'fsck']),
  ),
  round: 5,
};
