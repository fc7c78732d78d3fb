import fc from 'fast-check';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { mean, standardDeviation } from './moments';
import { criticalValue, normalQuantile } from './normalQuantile';
import { bootstrapMean, pairedBootstrap } from './pairedBootstrap';
import { wilsonInterval } from './wilsonInterval';

const score = fc.double({ min: -1000, max: 1000, noNaN: true });

describe('moments', () => {
  it('knows textbook values', () => {
    expect(mean([2, 4, 4, 4, 5, 5, 7, 9])).toBe(5);
    expect(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(2.13809, 5);
    expect(standardDeviation([3])).toBeUndefined();
    expect(() => mean([])).toThrow(RangeError);
  });

  it('does not overflow where the mean itself is finite', () => {
    expect(mean([Number.MAX_VALUE, Number.MAX_VALUE])).toBe(Number.MAX_VALUE);
  });

  it('lies between the extremes and moves with the values', () => {
    fc.assert(
      fc.property(fc.array(score, { minLength: 1 }), score, (values, by) => {
        const centre = mean(values);
        expect(centre).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
        expect(centre).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
        expect(mean(values.map(value => value + by))).toBeCloseTo(
          centre + by,
          6,
        );
      }),
    );
  });
});

describe('normalQuantile', () => {
  it.each([
    [0.975, 1.959963985],
    [0.995, 2.575829304],
    [0.5, 0],
    [0.001, -3.090232306],
    [0.999, 3.090232306],
  ])('of %p is %p', (p, quantile) => {
    expect(normalQuantile(p)).toBeCloseTo(quantile, 6);
  });

  it.each([0, 1, -1, NaN])('refuses %p', p => {
    expect(() => normalQuantile(p)).toThrow(RangeError);
  });

  it('turns a confidence into standard errors', () => {
    expect(criticalValue(0.95)).toBeCloseTo(1.96, 3);
  });
});

describe('wilsonInterval', () => {
  it('knows a published value', () => {
    // Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263 and 0 of 20, method 3.
    const common = wilsonInterval({
      proportion: 81 / 263,
      sampleCount: 263,
      confidence: 0.95,
    });
    expect(common.lower).toBeCloseTo(0.2553, 4);
    expect(common.upper).toBeCloseTo(0.3662, 4);
    const none = wilsonInterval({
      proportion: 0,
      sampleCount: 20,
      confidence: 0.95,
    });
    expect(none.lower).toBe(0);
    expect(none.upper).toBeCloseTo(0.1611, 4);
  });

  it('holds the proportion, stays within 0 to 1, and narrows with more samples', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.5, max: 0.999, noNaN: true }),
        (sampleCount, proportion, confidence) => {
          const { lower, upper } = wilsonInterval({
            proportion,
            sampleCount,
            confidence,
          });
          expect(lower).toBeGreaterThanOrEqual(0);
          expect(upper).toBeLessThanOrEqual(1);
          expect(lower).toBeLessThanOrEqual(proportion + 1e-12);
          expect(upper).toBeGreaterThanOrEqual(proportion - 1e-12);
          const more = wilsonInterval({
            proportion,
            sampleCount: sampleCount * 4,
            confidence,
          });
          expect(more.upper - more.lower).toBeLessThan(upper - lower);
        },
      ),
    );
  });

  it.each([
    { proportion: -0.1, sampleCount: 10, confidence: 0.95 },
    { proportion: NaN, sampleCount: 10, confidence: 0.95 },
    { proportion: 0.5, sampleCount: 0, confidence: 0.95 },
    { proportion: 0.5, sampleCount: 10, confidence: 1 },
  ])('refuses %p', options => {
    expect(() => wilsonInterval(options)).toThrow(RangeError);
  });
});

describe('bootstrap', () => {
  it('says nothing about fewer than two values', () => {
    expect(bootstrapMean([], { seed: 1 })).toBeUndefined();
    expect(bootstrapMean([1], { seed: 1 })).toBeUndefined();
  });

  it('gives the same interval on every machine and with every release', () => {
    const values = Array.from({ length: 30 }, (_unused, i) => (i * i) % 11);
    // Decisions record such figures: a library that draws otherwise must not come in unnoticed.
    expect(bootstrapMean(values, { seed: 'a' })!.interval).toEqual({
      lower: 3,
      upper: 4.933333333333334,
      confidence: 0.95,
    });
    expect(bootstrapMean(values, { seed: 'b' })!.interval).toEqual({
      lower: 3.066666666666667,
      upper: 4.966666666666667,
      confidence: 0.95,
    });
  });

  it('agrees with itself on both sides of 5,000 values, above which nothing is resampled', () => {
    // Skewed, as latencies are.
    const skewed = (size: number) =>
      Array.from({ length: size }, (_, i) => -Math.log((i + 0.5) / size));
    const [few, many] = [5000, 5001].map(size =>
      bootstrapMean(skewed(size), { seed: 1 }),
    );
    for (const end of ['lower', 'upper'] as const) {
      const difference = few!.interval[end] - many!.interval[end];
      expect(Math.abs(difference)).toBeLessThan(0.002);
    }
    expect(bootstrapMean(skewed(5001), { seed: 2 })).toEqual(many);
    expect(bootstrapMean(skewed(5000), { seed: 2 })).not.toEqual(few);
    const rare = Array.from({ length: 20_000 }, (_, i) => Number(i === 0));
    expect(bootstrapMean(rare, { seed: 1 })?.interval.lower).toBe(0);
  });

  it('has no width when all differences are equal', () => {
    const result = pairedBootstrap(
      [
        [0.5, 0.75],
        [0.25, 0.5],
        [0, 0.25],
      ],
      { seed: 1 },
    );
    expect(result).toMatchObject({
      estimate: 0.25,
      interval: { lower: 0.25, upper: 0.25 },
      sampleCount: 3,
    });
  });

  it('is the same for the same seed, and stays within the values', () => {
    fc.assert(
      fc.property(
        fc.array(score, { minLength: 2, maxLength: 20 }),
        fc.string(),
        (values, seed) => {
          const options = { seed, resamples: 100 };
          const result = bootstrapMean(values, options);
          expect(result).toEqual(bootstrapMean(values, options));
          expect(result!.interval.lower).toBeGreaterThanOrEqual(
            Math.min(...values) - 1e-9,
          );
          expect(result!.interval.upper).toBeLessThanOrEqual(
            Math.max(...values) + 1e-9,
          );
          expect(result!.interval.lower).toBeLessThanOrEqual(
            result!.interval.upper,
          );
        },
      ),
      { numRuns: 50 },
    );
  });

  it('covers the true mean about as often as it claims', () => {
    const random = xoroshiro128plus(1);
    let covered = 0;
    for (let trial = 0; trial < 300; trial++) {
      // Uniform on 0..1, true mean 0.5.
      const values = Array.from({ length: 40 }, () => uniformFloat64(random));
      const { interval } = bootstrapMean(values, {
        seed: trial,
        confidence: 0.9,
        resamples: 400,
      })!;
      if (interval.lower <= 0.5 && interval.upper >= 0.5) {
        covered++;
      }
    }
    expect(covered / 300).toBeGreaterThan(0.84);
    expect(covered / 300).toBeLessThan(0.96);
  });

  it('is narrower for pairs than for the scores apart when samples differ in difficulty', () => {
    const pairs = Array.from({ length: 50 }, (_unused, i): [number, number] => [
      i / 50,
      i / 50 + 0.01 * (i % 3),
    ]);
    const paired = pairedBootstrap(pairs, { seed: 7 })!.interval;
    const alone = bootstrapMean(
      pairs.map(([, candidate]) => candidate),
      { seed: 7 },
    )!.interval;
    expect(paired.upper - paired.lower).toBeLessThan(
      (alone.upper - alone.lower) / 10,
    );
  });

  it.each([
    { seed: 0.5 },
    { seed: NaN },
    { seed: 1, confidence: 1 },
    { seed: 1, confidence: NaN },
    { seed: 1, resamples: 0 },
    { seed: 1, resamples: 1e9 },
  ])('refuses %p', options => {
    expect(() => bootstrapMean([1, 2], options)).toThrow(RangeError);
  });
});
