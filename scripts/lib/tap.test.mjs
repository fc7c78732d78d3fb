import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countTests, failuresIn } from './tap.mjs';

const tap = (pass, fail, cancelled) =>
  `1..1\n# tests 9\n# pass ${pass}\n# fail ${fail}\n# cancelled ${cancelled}\n`;
const counts = (code, output) => {
  const { passed, failed } = countTests({ code, output });
  return { passed, failed };
};

describe('countTests', () => {
  it('counts what the runner counted', () => {
    assert.deepEqual(counts(0, tap(3, 0, 0)), { passed: 3, failed: 0 });
    assert.deepEqual(counts(1, tap(3, 1, 0)), { passed: 3, failed: 1 });
    assert.deepEqual(counts(1, tap(0, 0, 3)), { passed: 0, failed: 3 });
  });

  it('never takes silence or a red exit for success', () => {
    assert.deepEqual(counts(0, ''), { passed: 0, failed: 1 });
    assert.deepEqual(counts(0, tap(0, 0, 0)), { passed: 0, failed: 1 });
    assert.deepEqual(counts(1, tap(3, 0, 0)), { passed: 3, failed: 1 });
  });
});

describe('failuresIn', () => {
  it('keeps each failed test with its error, however many passed after it', () => {
    const passed = '    ok 2 - fine\n      ---\n      type: test\n      ...\n';
    const failed = [
      '    not ok 1 - broken',
      '      ---',
      "      error: 'it broke'",
      '      ...',
    ].join('\n');
    assert.equal(
      failuresIn(`${failed}\n${passed.repeat(300)}${tap(300, 1, 0)}`),
      failed,
    );
    assert.equal(failuresIn(passed + tap(1, 0, 0)), '');
  });
});
