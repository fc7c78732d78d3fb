import { bootstrap } from './lib/bootstrap.mjs';
import { exitWith } from './lib/Problem.mjs';
import { verifyGuards } from './lib/verifyGuards.mjs';

/**
 * `yarn verify:guards [word …]`: removes each guard that the threat model names, in a copy of the checkout, and expects its test to
 * fail. Words choose those whose test, title or file has one of them.
 */
async function main() {
  const { failed } = await verifyGuards(
    await bootstrap(),
    process.argv.slice(2),
  );
  process.exitCode = failed.length === 0 ? 0 : 1;
}

main().catch(exitWith);
