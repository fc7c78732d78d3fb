import fc from 'fast-check';
import { mean, standardDeviation } from './moments';
import { criticalValue, normalQuantile } from './normalQuantile';
import { bootstrapMean, pairedBootstrap } from './pairedBootstrap';
import { SeededRandom } from './SeededRandom';
import { wilsonInterval } from './wilsonInterval';

const score = fc.double({ min: -1000, max: 1000, noNaN: true });

describe('SeededRandom', () => {
  it('draws what the reference implementation draws', () => {
    // Produced by the authors' C program from this state.
    const random = SeededRandom.fromState([
      0x964d4a0c, 0xd40ab895, 0xad7fdecb, 0x3006f0f0,
    ]);
    expect([
      random.next(),
      random.next(),
      random.next(),
      random.next(),
    ]).toEqual([0xf1391922, 0x6fe53806, 0xa5be2840, 0xf510ee70]);
  });

  it('draws the same from the same seed and something else from another', () => {
    const draw = (seed: number | string) => {
      const random = SeededRandom.create(seed);
      return Array.from({ length: 8 }, () => random.next());
    };
    fc.assert(
      fc.property(fc.string(), seed => {
        expect(draw(seed)).toEqual(draw(seed));
        expect(draw(seed)).not.toEqual(draw(`${seed}'`));
      }),
    );
    expect(draw(0)).not.toEqual(draw(1));
    // A generator stuck in its all-zero state would repeat one number.
    expect(new Set(draw(0)).size).toBe(8);
  });

  it('reaches every integer below the bound about equally often', () => {
    const random = SeededRandom.create('fair');
    const counts = [0, 0, 0, 0, 0, 0, 0];
    for (let i = 0; i < 70_000; i++) {
      counts[random.integer(7)]++;
    }
    for (const count of counts) {
      expect(Math.abs(count - 10_000)).toBeLessThan(400);
    }
  });

  it('does not favour low integers when the bound is large', () => {
    const random = SeededRandom.create('large');
    let low = 0;
    for (let i = 0; i < 30_000; i++) {
      // The remainder alone would put every second draw into the first third.
      low += random.integer(3 * 2 ** 30) < 2 ** 30 ? 1 : 0;
    }
    expect(Math.abs(low - 10_000)).toBeLessThan(400);
  });

  it.each([0, -1, 1.5, NaN, Infinity, 2 ** 32 + 1])(
    'refuses the bound %p',
    bound => {
      expect(() => SeededRandom.create(1).integer(bound)).toThrow(RangeError);
    },
  );

  it.each([-1, 0.5, NaN, 2 ** 32])('refuses the seed %p', seed => {
    expect(() => SeededRandom.create(seed)).toThrow(RangeError);
  });
});

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
    const random = SeededRandom.create('coverage');
    let covered = 0;
    for (let trial = 0; trial < 300; trial++) {
      // Uniform on 0..1, true mean 0.5.
      const values = Array.from({ length: 40 }, () => random.next() / 2 ** 32);
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
    { seed: 1, confidence: 1 },
    { seed: 1, confidence: NaN },
    { seed: 1, resamples: 0 },
    { seed: 1, resamples: 1e9 },
  ])('refuses %p', options => {
    expect(() => bootstrapMean([1, 2], options)).toThrow(RangeError);
  });
});
