import { commandLane } from '../lib/lanes.mjs';

/** Files, exports and dependencies that nothing uses: none. */
export const lane = commandLane('unused', ({ yarn }) =>
  yarn(['knip', '--no-progress']),
);
