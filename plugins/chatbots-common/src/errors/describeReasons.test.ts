import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describeReasons } from './describeReasons';

describe('describeReasons', () => {
  it('is what docs/reason-codes.md says', () => {
    const page = readFileSync(
      resolve(__dirname, '../../../../docs/reason-codes.md'),
      'utf8',
    );
    expect(page).toBe(describeReasons());
  });
});
