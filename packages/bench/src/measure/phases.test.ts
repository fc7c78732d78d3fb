import { phases } from './phases';

describe('phases', () => {
  it('covers the interval evenly, in an order that the seed decides', () => {
    const pauses = phases(40, 1000, 1);
    expect([...pauses].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 40 }, (_, i) => 12.5 + i * 25),
    );
    expect(phases(40, 1000, 1)).toEqual(pauses);
    expect(phases(40, 1000, 2)).not.toEqual(pauses);
  });
});
