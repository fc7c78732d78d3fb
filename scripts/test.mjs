import { bootstrap } from './lib/bootstrap.mjs';
import { loadLanes, runLanes } from './lib/lanes.mjs';
import { exitWith } from './lib/Problem.mjs';
import { printSummary } from './lib/summary.mjs';
import { runYarn } from './lib/toolchain.mjs';

/** `npm test` runs every lane, `npm test -- types lint` only those named. */
async function main() {
  const lanes = await loadLanes(['scripts/lanes'], process.argv.slice(2));
  const toolchain = await bootstrap();
  const yarn = (args, options) => runYarn(toolchain, args, options);
  const results = await runLanes(lanes, { toolchain, yarn });
  process.exitCode = printSummary(results) ? 0 : 1;
}

main().catch(exitWith);
