import { usualStrategy } from './usualStrategy';

describe('usualStrategy', () => {
  it('goes in steps where another version serves people', () => {
    expect(usualStrategy(true)).toBe('canary');
    expect(usualStrategy(false)).toBe('all-at-once');
  });
});
