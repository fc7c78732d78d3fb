import { bootstrap } from './lib/bootstrap.mjs';
import { loadLanes, runLanes } from './lib/lanes.mjs';
import { printSummary } from './lib/summary.mjs';
import { allowedMissing } from './lib/systemTools.mjs';
import { runYarn } from './lib/toolchain.mjs';

const ALL = '--all';

/**
 * Every lane of `npm test`, then those that need system packages; with `--all`
 * also their long forms. Or only the lanes named.
 */
async function main() {
  const words = process.argv.slice(2);
  const folders = [
    'scripts/lanes',
    'scripts/system-lanes',
    ...(words.includes(ALL) ? ['scripts/long-lanes'] : []),
  ];
  const lanes = await loadLanes(
    folders,
    words.filter(word => word !== ALL),
  );
  const toolchain = await bootstrap();
  const context = {
    toolchain,
    yarn: (args, options) => runYarn(toolchain, args, options),
  };
  const results = await runLanes(lanes, context);
  const allowed = allowedMissing();
  const isGreen = printSummary(results, {
    notes: [
      allowed.length > 0
        ? `Allowed to be missing: ${allowed.join(', ')}`
        : 'No tool was allowed to be missing',
    ],
  });
  process.exitCode = isGreen ? 0 : 1;
}

main().catch(error => {
  process.stdout.write(`\nStopped. ${error.message}\n0 passed, 1 failed\n`);
  process.exitCode = 1;
});
