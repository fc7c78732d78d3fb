import { commandLane } from '../lib/lanes.mjs';

/** Who may import whom: the rules are in .dependency-cruiser.cjs. */
export const lane = commandLane('layers', ({ yarn }) =>
  yarn([
    'depcruise',
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'err-long',
    'packages',
    'plugins',
  ]),
);
