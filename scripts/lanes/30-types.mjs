import { commandLane } from '../lib/lanes.mjs';
import { ensureTypes } from '../lib/types.mjs';

export const lane = commandLane('types', ensureTypes);
