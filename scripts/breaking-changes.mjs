// Lists what breaks for users of the packages and of the REST API since the last release, and fails when no changeset tells of it.
// `--release` makes the present API the released one; `yarn changeset version` is followed by it.
import { breakingChanges, writeBaseline } from './lib/breakingChanges.mjs';

if (process.argv.includes('--release')) {
  writeBaseline();
} else {
  const changes = breakingChanges();
  for (const { package: name, name: what, what: how, told } of changes) {
    console.log(`${told ? 'told  ' : 'UNTOLD'} ${name} ${what}: ${how}`);
  }
  const untold = changes.filter(change => !change.told).length;
  console.log(
    untold === 0
      ? `${changes.length} breaking changes since the last release, all told`
      : `${untold} of ${changes.length} breaking changes are in no changeset: add one that raises the package by minor or major, begins with **BREAKING** and names them in backticks`,
  );
  process.exitCode = untold === 0 ? 0 : 1;
}
