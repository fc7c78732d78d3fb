import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { templateFolder } from './renderTemplate.mjs';

/* The kit that generated repositories carry: linted, typed and tested with its own dependencies, then compared with its packed file. */

const kit = join(templateFolder, 'kit');

function assertRuns(command, ...args) {
  // Told of this run, Node's test runner would report to it and not to people.
  const { NODE_TEST_CONTEXT, ...env } = process.env;
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: kit,
    env,
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  });
  assert.equal(status, 0, `${error ?? ''}${stdout}${stderr}`.slice(-20_000));
}

before(() => assertRuns('npm', 'ci', '--ignore-scripts'));

for (const script of ['lint', 'typecheck', 'test']) {
  test(`npm run ${script} passes in the kit`, () =>
    assertRuns('npm', 'run', script));
}

test('the packed file is what the sources build', () => {
  const script = join(templateFolder, '../../scripts/build-kit.mjs');
  assertRuns(process.execPath, script, '--check', '--complete');
});
