import { commandLane } from '../lib/lanes.mjs';

/** Each package by its own settings, then what belongs to no package. */
export const lane = commandLane('lint', async ({ yarn }) => {
  const packages = await yarn([
    'backstage-cli',
    'repo',
    'lint',
    '--max-warnings',
    '0',
  ]);
  const root = await yarn([
    'eslint',
    '--max-warnings',
    '0',
    '--ext',
    '.js,.cjs,.mjs',
    'scripts',
    '.eslintrc.js',
    '.dependency-cruiser.cjs',
  ]);
  return {
    code: packages.code || root.code,
    output: `${packages.output}${root.output}`,
  };
});
