import { commandLane } from '../lib/lanes.mjs';

export const lane = commandLane('types', ({ yarn }) =>
  yarn(['tsc', '--pretty', 'false']),
);
