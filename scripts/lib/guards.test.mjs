import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  isHeldBy,
  loadGuards,
  problemOfGuard,
  problemOfTest,
  readThreats,
} from './guards.mjs';

const guards = await loadGuards();
const threats = readThreats();
const named = threats.flatMap(({ tests }) => tests);

describe('the threat model', () => {
  it('names a test in every row', () => {
    assert.ok(threats.length > 40);
    assert.deepEqual(
      threats.filter(({ tests }) => tests.length === 0).map(({ line }) => line),
      [],
    );
  });

  it('names no test that does not exist', () => {
    assert.deepEqual(named.map(problemOfTest).filter(Boolean), []);
  });

  it('has a guard to remove for every test that it names', () => {
    const without = named.filter(
      test => !guards.some(guard => isHeldBy(guard, test)),
    );
    assert.deepEqual(without, []);
  });
});

describe('the guards', () => {
  it('are where yarn verify:guards removes them', () => {
    assert.deepEqual(guards.map(problemOfGuard).filter(Boolean), []);
  });

  it('are held by tests that the threat model names', () => {
    const strangers = guards.filter(
      guard => !named.some(test => isHeldBy(guard, test)),
    );
    assert.deepEqual(
      strangers.map(({ title }) => title),
      [],
    );
  });
});

describe('what is checked', () => {
  it('finds a row without a test, and a test without a file or a title', () => {
    const [row] = readThreats('| a | b | `x.test.ts` · "does it" |\n');
    assert.deepEqual(row.tests, [{ test: 'x.test.ts', title: 'does it' }]);
    assert.equal(readThreats('| a | b | c |')[0].tests.length, 0);
    assert.match(problemOfTest(row.tests[0]), /x\.test\.ts does not exist/);
    const test = 'scripts/lib/guards.test.mjs';
    const title = ['no test', 'of this title'].join(' ');
    assert.match(problemOfTest({ test, title }), /has no test/);
  });

  it('finds a guard whose text is gone or stands twice', () => {
    const guard = {
      title: 't',
      file: 'scripts/lib/guards.test.mjs',
      replace: '',
    };
    assert.match(
      problemOfGuard({ ...guard, search: 'not in ' + 'this file' }),
      /has 0 times/,
    );
    assert.match(problemOfGuard({ ...guard, search: 'assert' }), /not once/);
  });
});
