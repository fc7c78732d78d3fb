import { commandLane } from '../lib/lanes.mjs';
import { ensureTypes } from '../lib/types.mjs';

const command = commandLane('api', async context => {
  const types = await ensureTypes(context);
  return types.code === 0
    ? context.yarn(['build:api-reports', '--ci'])
    : { code: types.code, output: 'The types are wrong: see the lane types\n' };
});

/** What each plugin offers is what its committed report says, documented and tagged. */
export const lane = {
  ...command,
  // The reports lag behind the code: `yarn build:api-reports`, then run this with every change.
  byName: true,
};
