import { commandLane } from '../lib/lanes.mjs';

/**
 * The bench that writes most into a portal runs to its end. What it measures is not looked at: beside other work no figure says
 * anything.
 */
export const lane = {
  ...commandLane('bench', ({ yarn }) =>
    yarn(['node', 'scripts/bench.mjs', '--only', 'export']),
  ),
  round: 5,
};
