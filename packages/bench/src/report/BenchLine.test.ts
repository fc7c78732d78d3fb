import { BenchLine, isMissed, ratioOf } from './BenchLine';

function line(
  baseline: number,
  ours: number,
  rest: { unit?: '/s'; target?: number } = {},
): BenchLine {
  const { unit = 'ms', target } = rest;
  return {
    name: 'x',
    baseline: { value: baseline, unit },
    ours: { value: ours, unit },
    target,
  };
}

describe('ratioOf', () => {
  it('says how many times the cost, for times and for rates', () => {
    expect(ratioOf(line(10, 13))).toBeCloseTo(1.3);
    expect(ratioOf(line(100, 50, { unit: '/s' }))).toBe(2);
  });
});

describe('isMissed', () => {
  it('holds a line to its target', () => {
    expect(isMissed(line(100, 130, { target: 1.3 }))).toBe(false);
    expect(isMissed(line(100, 131, { target: 1.3 }))).toBe(true);
    expect(isMissed(line(0, 0, { target: 1.3 }))).toBe(true);
  });

  it('lets a line without a target be', () => {
    expect(isMissed(line(100, 900))).toBe(false);
  });
});
