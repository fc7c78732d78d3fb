import { assertSafeSweep } from './assertSafeSweep';

describe('assertSafeSweep', () => {
  it.each([
    [0, 0],
    [0, 5000],
    [100, 100],
    // Thirty of a hundred is the largest part.
    [100, 70],
    // Twenty may go whatever part they are.
    [20, 0],
    [21, 1],
  ])('lets a sweep bring %d to %d', (before, after) => {
    expect(() => assertSafeSweep(before, after)).not.toThrow();
  });

  it.each([
    [100, 69],
    [21, 0],
    [5000, 0],
    [5000, 3499],
  ])('refuses a sweep that brings %d to %d', (before, after) => {
    expect(() => assertSafeSweep(before, after)).toThrow(
      `would leave ${after} of ${before} entities`,
    );
  });
});
