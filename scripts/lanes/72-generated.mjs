import { commandLane } from '../lib/lanes.mjs';

/** What is generated and committed is what its source gives now. */
export const lane = commandLane('generated', async ({ yarn }) => {
  const results = [];
  for (const script of ['generate-openapi', 'build-standalone', 'build-kit']) {
    results.push(await yarn(['node', `scripts/${script}.mjs`, '--check']));
  }
  return {
    code: results.some(result => result.code !== 0) ? 1 : 0,
    output: results.map(result => result.output).join(''),
  };
});
