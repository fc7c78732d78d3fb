import { commandLane } from '../lib/lanes.mjs';

/** Both configurations fit the schemas of all packages that read them. */
export const lane = commandLane('config', async ({ yarn }) => {
  const check = file =>
    yarn([
      'backstage-cli',
      'config:check',
      '--lax',
      '--strict',
      '--config',
      file,
    ]);
  const development = await check('app-config.yaml');
  const production = await check('app-config.production.yaml');
  return {
    code: development.code || production.code,
    output: `${development.output}${production.output}`,
  };
});
