import { commandLane } from '../lib/lanes.mjs';

/** Who may import whom: the rules are in .dependency-cruiser.cjs. */
export const lane = commandLane('layers', ({ yarn }) =>
  yarn(['run', 'depcruise', '--output-type', 'err-long']),
);
