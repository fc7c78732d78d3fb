import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { before, test } from 'node:test';
import { changed, renderWorkflows } from './workflowFiles.mjs';

/* The generated repository's workflows as actionlint reads them, and what it says of wrong ones. ACTIONLINT names it. */

const actionlint = process.env.ACTIONLINT ?? 'actionlint';
let workflows;

before(async () => {
  workflows = await renderWorkflows();
});

function problemsOf([path, text]) {
  // Other linters that it would call when they happen to be there stay out of it.
  const args = ['-no-color', '-oneline', '-shellcheck=', '-pyflakes='];
  const { error, status, stdout, stderr } = spawnSync(
    actionlint,
    [...args, '-stdin-filename', path, '-'],
    { input: text, encoding: 'utf8' },
  );
  if (error || ![0, 1].includes(status)) {
    throw new Error(`actionlint failed: ${error ?? stderr}`);
  }
  return stdout;
}

test('actionlint finds nothing wrong with the workflows', () => {
  assert.equal(workflows.length, 2);
  for (const workflow of workflows) {
    assert.equal(problemsOf(workflow), '');
  }
});

const faults = [
  ['an unknown runner', 0, 'ubuntu-24.04', 'ubuntu-1.04', /ubuntu-1\.04/],
  ['an action without a version', 0, /@[0-9a-f]{40}.*/, '', /ref is missing/],
  ['an unknown property', 0, 'github.ref', 'github.rf', /"rf" is not defined/],
  ['a matrix that is not there', 1, 'secrets.', 'matrix.', /not defined/],
  [
    'a script that strangers can write to',
    0,
    'npm run ci',
    'echo ${{ github.event.pull_request.title }}',
    /potentially untrusted/,
  ],
];
for (const [name, index, from, to, message] of faults) {
  test(`actionlint sees ${name}`, () => {
    assert.match(problemsOf(changed(workflows[index], from, to)), message);
  });
}
