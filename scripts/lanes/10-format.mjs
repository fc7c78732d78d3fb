import { commandLane } from '../lib/lanes.mjs';

export const lane = commandLane('format', ({ yarn }) =>
  yarn(['prettier', '--check', '--loglevel', 'warn', '.']),
);
