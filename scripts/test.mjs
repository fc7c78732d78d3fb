import { bootstrap } from './lib/bootstrap.mjs';
import { lanesByName, loadLanes, runLanes } from './lib/lanes.mjs';
import { exitWith } from './lib/Problem.mjs';
import { leftOutNotes, printSummary } from './lib/summary.mjs';
import { runYarn } from './lib/toolchain.mjs';

/** `npm test` runs every lane, `npm test -- types lint` only those named. */
async function main() {
  const folders = ['scripts/lanes'];
  const wanted = process.argv.slice(2);
  const lanes = await loadLanes(folders, wanted);
  const leftOut = wanted.length > 0 ? [] : await lanesByName(folders);
  const toolchain = await bootstrap();
  const yarn = (args, options) => runYarn(toolchain, args, options);
  const results = await runLanes(lanes, { toolchain, yarn });
  const isGreen = printSummary(results, { notes: leftOutNotes(leftOut) });
  process.exitCode = isGreen ? 0 : 1;
}

main().catch(exitWith);
