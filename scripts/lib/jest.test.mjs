import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { SLOW_TESTS } from './jest.mjs';
import { ROOT } from './paths.mjs';

test('every test that one lane leaves to the other is there', () => {
  const missing = SLOW_TESTS.filter(path => !existsSync(join(ROOT, path)));
  assert.deepEqual(missing, []);
});
