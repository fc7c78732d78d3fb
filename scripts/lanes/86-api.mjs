import { commandLane } from '../lib/lanes.mjs';
import { ensureTypes } from '../lib/types.mjs';

/** What each plugin offers is what its committed report says, documented and tagged. */
export const lane = commandLane('api', async context => {
  const types = await ensureTypes(context);
  return types.code === 0
    ? context.yarn(['build:api-reports:only', '--ci'])
    : { code: types.code, output: 'The types are wrong: see the lane types\n' };
});
