import { percentile } from './percentile';

describe('percentile', () => {
  it('names the value at the nearest rank', () => {
    const values = Array.from({ length: 40 }, (_, i) => 40 - i);
    expect(percentile(values, 0.5)).toBe(20);
    expect(percentile(values, 0.95)).toBe(38);
    expect(percentile([7], 0.95)).toBe(7);
  });

  it('has no answer for nothing', () => {
    expect(() => percentile([], 0.5)).toThrow('Nothing was measured');
  });
});
