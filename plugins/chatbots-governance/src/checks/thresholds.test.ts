import fc from 'fast-check';
import { CheckResult } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { ThresholdCheck } from './thresholdCheck';
import { CheckInput } from './CheckInput';
import { evaluateChecks } from './evaluateChecks';
import { evaluation, input, metric, scores } from './testFixtures';

const atLeast: ThresholdCheck = {
  id: 'faithfulness',
  type: 'threshold',
  suite: 'golden',
  metric: 'faithfulness',
  min: 0.8,
};
const { min: _min, ...unbounded } = atLeast;

function run(
  check: ThresholdCheck,
  more: Partial<CheckInput> = {},
): CheckResult {
  const [result] = evaluateChecks(input([check], more));
  return result;
}

function withMetric(more: Parameters<typeof metric>[0]) {
  return { evaluations: [evaluation({ metrics: [metric(more)] })] };
}

describe('threshold', () => {
  it('passes, and says by what', () => {
    expect(run(atLeast)).toEqual({
      id: 'faithfulness',
      title: 'faithfulness in golden',
      outcome: 'pass',
      expected: '≥ 0.80',
      actual: '0.91 (n = 200)',
      reason: 'faithfulness 0.91 is at least 0.80 (n = 200)',
      reasonCode: 'rule-met',
      blocking: false,
      evaluationId: 'e1',
    });
  });

  it('fails, and says why', () => {
    expect(run(atLeast, withMetric({ value: 0.74 }))).toMatchObject({
      outcome: 'fail',
      reason: 'faithfulness 0.74 is below 0.80 (n = 200)',
      reasonCode: 'threshold-not-met',
      blocking: true,
    });
  });

  it.each([
    [{ min: 0.8 }, 0.8, 'pass'],
    [{ min: 0.8 }, 0.7999999, 'fail'],
    [{ max: 0 }, 0, 'pass'],
    [{ max: 0 }, -0, 'pass'],
    [{ max: 0 }, 1e-9, 'fail'],
    [{ min: 0.8 }, NaN, 'fail'],
    [{ max: 0.8 }, NaN, 'fail'],
    [{ min: 0.8 }, -Infinity, 'fail'],
  ])('with %p judges %p a %s', (bound, value, outcome) => {
    expect(run({ ...unbounded, ...bound }, withMetric({ value })).outcome).toBe(
      outcome,
    );
  });

  it('never shows two different numbers as the same', () => {
    expect(run(atLeast, withMetric({ value: 0.7999 })).reason).toBe(
      'faithfulness 0.7999 is below 0.8000 (n = 200)',
    );
    expect(
      run({ ...unbounded, max: 0 }, withMetric({ value: 1e-7 })).reason,
    ).toBe('faithfulness 0.00000010 is above 0.00000000 (n = 200)');
  });

  it('shows the unit', () => {
    expect(
      run(
        { ...unbounded, max: 800 },
        withMetric({ value: 1203.4, unit: 'ms', direction: 'lower-is-better' }),
      ).reason,
    ).toBe('faithfulness 1203 ms is above 800 ms (n = 200)');
  });

  it('fails on a missing metric and on a missing evaluation', () => {
    expect(run({ ...atLeast, metric: 'other' })).toMatchObject({
      outcome: 'fail',
      actual: 'missing',
      reasonCode: 'metric-missing',
      blocking: true,
    });
    expect(run({ ...atLeast, suite: 'other' })).toMatchObject({
      outcome: 'fail',
      actual: 'missing',
      expected: '≥ 0.80',
      reasonCode: 'evaluation-missing',
      blocking: true,
    });
  });

  it("ignores another version's evaluations", () => {
    expect(
      run(atLeast, {
        evaluations: [evaluation({ versionDigest: 'f'.repeat(64) })],
      }).reasonCode,
    ).toBe('evaluation-missing');
  });

  it('takes the latest evaluation, not the best, whatever the order', () => {
    const good = evaluation();
    const later = evaluation({
      id: 'e2',
      metrics: [metric({ value: 0.5 })],
      reportedAt: '2026-03-10T11:00:00.000Z',
      // What the reporter says about time does not make it older.
      finishedAt: '2020-01-01T00:00:00.000Z',
    });
    for (const evaluations of [
      [good, later],
      [later, good],
    ]) {
      expect(run(atLeast, { evaluations })).toMatchObject({
        outcome: 'fail',
        evaluationId: 'e2',
      });
    }
  });

  it.each([
    [29, 'inconclusive'],
    [30, 'pass'],
  ])('with 30 samples asked and %p given is %s', (sampleCount, outcome) => {
    expect(
      run({ ...atLeast, minimumSamples: 30 }, withMetric({ sampleCount })),
    ).toMatchObject({ outcome });
  });

  it('says how many samples it needs', () => {
    expect(
      run({ ...atLeast, minimumSamples: 60 }, withMetric({ sampleCount: 31 })),
    ).toMatchObject({
      outcome: 'inconclusive',
      reason: 'faithfulness 0.91: too few samples to tell (needs 60, has 31)',
      reasonCode: 'too-few-samples',
      neededSamples: 60,
      blocking: true,
    });
  });

  it('can not tell anything from no samples', () => {
    expect(run(atLeast, withMetric({ sampleCount: 0 })).outcome).toBe(
      'inconclusive',
    );
  });

  it('lets an inconclusive outcome pass only where the policy allows it, and a failure never', () => {
    const allow: ThresholdCheck = {
      ...atLeast,
      minimumSamples: 30,
      whenInconclusive: 'allow',
    };
    expect(run(allow, withMetric({ sampleCount: 5 }))).toMatchObject({
      outcome: 'inconclusive',
      blocking: false,
    });
    expect(run(allow, withMetric({ value: 0.1 })).blocking).toBe(true);
    expect(
      run({ ...allow, advisory: true }, withMetric({ value: 0.1 })),
    ).toMatchObject({ outcome: 'fail', blocking: false });
  });

  it("takes the policy's title", () => {
    expect(run({ ...atLeast, title: 'Keeps to the passages' }).title).toBe(
      'Keeps to the passages',
    );
  });
});

describe('threshold with confidence', () => {
  const sure: ThresholdCheck = { ...atLeast, confidence: 0.95 };

  it('passes when the whole interval is on the right side', () => {
    const result = run(sure, withMetric({ value: 0.95, sampleCount: 400 }));
    expect(result).toMatchObject({ outcome: 'pass' });
    expect(result.interval!.lower).toBeGreaterThan(0.8);
  });

  it('can not tell when the interval reaches beyond the threshold', () => {
    const result = run(sure, withMetric({ value: 0.82, sampleCount: 50 }));
    expect(result).toMatchObject({
      outcome: 'inconclusive',
      reasonCode: 'too-few-samples',
      blocking: true,
    });
    expect(result.reason).toMatch(/needs about 1537, has 50/);
    expect(result.interval!.lower).toBeLessThan(0.8);
  });

  it('fails on the wrong side, however wide the interval', () => {
    expect(run(sure, withMetric({ value: 0.79, sampleCount: 3 })).outcome).toBe(
      'fail',
    );
  });

  it('asks for no number of samples when the value lies on the threshold', () => {
    const result = run(sure, withMetric({ value: 0.8 }));
    expect(result.outcome).toBe('inconclusive');
    expect(result).not.toHaveProperty('neededSamples');
  });

  it('can not tell without any spread', () => {
    expect(run(sure, withMetric({ value: 4.2, unit: 'score' }))).toMatchObject({
      outcome: 'inconclusive',
      reasonCode: 'spread-missing',
    });
  });

  it('uses the reported deviation', () => {
    const score = { value: 4.2, unit: 'score', sampleCount: 100 };
    const check = { ...sure, min: 4 };
    expect(
      run(check, withMetric({ ...score, standardDeviation: 0.5 })).outcome,
    ).toBe('pass');
    expect(
      run(check, withMetric({ ...score, standardDeviation: 5 })).outcome,
    ).toBe('inconclusive');
  });

  it('prefers per-sample scores, and only those the value was computed from', () => {
    const values = Array.from({ length: 40 }, (_unused, i) =>
      i % 10 === 0 ? 0.6 : 1,
    );
    const value = 0.96;
    const told = withMetric({ value, sampleCount: 40 });
    const from = (samples: typeof values) =>
      run(sure, { ...told, samples: { e1: scores(samples) } }).interval!;
    const bySamples = from(values);
    const byShare = run(sure, told).interval!;
    expect(bySamples.upper - bySamples.lower).not.toBe(
      byShare.upper - byShare.lower,
    );
    expect(from(values)).toEqual(bySamples);
    // Only the good ones, another mean: not the scores behind this value.
    expect(from(values.filter(score => score === 1))).toEqual(byShare);
    expect(from(values.map(() => 1))).toEqual(byShare);
    // A part with the same mean.
    expect(from(values.slice(0, 20))).toEqual(byShare);
    const twice = [...scores(values), ...scores(values.slice(0, 1))];
    expect(run(sure, { ...told, samples: { e1: twice } }).interval).toEqual(
      byShare,
    );
  });

  it.each([
    ['yes or no, all of them yes', [1, 1, 1, 1, 1]],
    ['a share, the same each time', [0.95, 0.95, 0.95, 0.95, 0.95]],
  ])('is not surer of %s by being told each score', (_, values) => {
    const told = withMetric({ value: values[0], sampleCount: 5 });
    const samples = { e1: scores(values) };
    const result = run(sure, { ...told, samples });
    expect(result).toMatchObject({
      outcome: 'inconclusive',
      reasonCode: 'too-few-samples',
    });
    expect(result.interval).toEqual(run(sure, told).interval);
  });

  it('is surer of many alike, and says how many that are', () => {
    const few = run(sure, withMetric({ value: 1, sampleCount: 5 }));
    expect(few.neededSamples).toBe(16);
    for (const [sampleCount, outcome] of [
      [15, 'inconclusive'],
      [16, 'pass'],
    ] as const) {
      expect(run(sure, withMetric({ value: 1, sampleCount })).outcome).toBe(
        outcome,
      );
    }
  });

  it('can not tell from scores without a bound that are all alike, nor from a deviation of 0', () => {
    const told = { value: 4.2, unit: 'score', sampleCount: 5 };
    const alike = { e1: scores([4.2, 4.2, 4.2, 4.2, 4.2]) };
    for (const more of [
      { ...withMetric(told), samples: alike },
      withMetric({ ...told, standardDeviation: 0 }),
    ]) {
      expect(run({ ...sure, min: 4 }, more)).toMatchObject({
        outcome: 'inconclusive',
        reasonCode: 'spread-missing',
      });
    }
  });

  it('is never surer of yes and no for being told each of them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<number[]>(0, 1), {
          minLength: 2,
          maxLength: 60,
        }),
        values => {
          const value =
            values.reduce((sum, one) => sum + one, 0) / values.length;
          const told = withMetric({ value, sampleCount: values.length });
          const samples = { e1: scores(values) };
          expect(run(sure, { ...told, samples }).outcome).toBe(
            run(sure, told).outcome,
          );
        },
      ),
    );
  });

  it('is never more lenient than without', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 1000 }),
        (value, sampleCount) => {
          const strict = run(sure, withMetric({ value, sampleCount })).outcome;
          const plain = run(
            atLeast,
            withMetric({ value, sampleCount }),
          ).outcome;
          // Strict adds doubt: it may turn a pass into inconclusive and nothing else.
          expect(
            strict === plain || (plain === 'pass' && strict === 'inconclusive'),
          ).toBe(true);
        },
      ),
    );
  });
});
