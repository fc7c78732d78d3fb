import fc from 'fast-check';
import {
  MetricValue,
  EvaluationEvidence,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { RegressionCheck } from './regressionCheck';
import { CheckInput } from './CheckInput';
import { evaluateChecks } from './evaluateChecks';
import { evaluation, input, metric, RUNNING, scores } from './testFixtures';

const check: RegressionCheck = {
  id: 'regression',
  type: 'regression',
  suite: 'golden',
  metric: 'faithfulness',
  tolerance: { absolute: 0.02 },
};

function baselineWith(more: Partial<EvaluationEvidence> = {}) {
  return {
    version: '1.7.0',
    digest: RUNNING,
    evaluations: [
      evaluation({
        id: 'base',
        contentDigest: 'd0',
        version: '1.7.0',
        versionDigest: RUNNING,
        ...more,
      }),
    ],
  };
}

function run(more: Partial<CheckInput> = {}, rule: RegressionCheck = check) {
  const [result] = evaluateChecks(
    input([rule], { baseline: baselineWith(), ...more }),
  );
  return result;
}

function compare(
  before: Partial<MetricValue>,
  after: Partial<MetricValue>,
  rule: RegressionCheck = check,
) {
  return run(
    {
      evaluations: [evaluation({ metrics: [metric(after)] })],
      baseline: baselineWith({ metrics: [metric(before)] }),
    },
    rule,
  );
}

describe('regression', () => {
  it('is not applicable before anything runs, and does not block', () => {
    expect(run({ baseline: undefined })).toMatchObject({
      outcome: 'not-applicable',
      reasonCode: 'no-baseline',
      blocking: false,
    });
  });

  it('is not applicable to the running version itself', () => {
    expect(run({ version: { name: '1.7.0', digest: RUNNING } })).toMatchObject({
      outcome: 'not-applicable',
      reasonCode: 'same-version',
    });
  });

  it.each<[number, number, 'pass' | 'fail']>([
    [0.9, 0.95, 'pass'],
    [0.9, 0.9, 'pass'],
    [0.9, 0.88, 'pass'],
    [0.9, 0.8799, 'fail'],
    [0.3, 0.28, 'pass'],
    [0.7, 0.68, 'pass'],
  ])('from %p to %p within 0.02 is a %s', (before, after, outcome) => {
    expect(compare({ value: before }, { value: after }).outcome).toBe(outcome);
  });

  it('knows that latency falls for the better', () => {
    const latency = {
      direction: 'lower-is-better' as const,
      unit: 'ms',
    };
    const rule = { ...check, tolerance: { absolute: 50 } };
    const judge = (before: number, after: number) =>
      compare(
        { ...latency, value: before },
        { ...latency, value: after },
        rule,
      );
    expect(judge(800, 400).outcome).toBe('pass');
    expect(judge(800, 850).outcome).toBe('pass');
    expect(judge(800, 851)).toMatchObject({
      outcome: 'fail',
      reasonCode: 'regression',
      reason:
        'faithfulness 851 ms is worse than 800 ms of 1.7.0 by 51.0 ms, more than 50.0 ms',
      blocking: true,
    });
  });

  it('takes a relative tolerance of the baseline', () => {
    const rule = { ...check, tolerance: { relative: 0.1 } };
    expect(compare({ value: 0.5 }, { value: 0.45 }, rule).outcome).toBe('pass');
    expect(compare({ value: 0.5 }, { value: 0.44 }, rule).outcome).toBe('fail');
    expect(compare({ value: 0 }, { value: -0.001 }, rule).outcome).toBe('fail');
  });

  it.each<[string, Partial<EvaluationEvidence>]>([
    ['another dataset', { datasetDigest: 'data-14' }],
    ['another judge', { judge: { name: 'x', kind: 'llm', digest: 'j2' } }],
    ['another suite', { suite: 'smoke' }],
    ['no such metric', { metrics: [metric({ name: 'other' })] }],
    [
      'the direction turned around',
      { metrics: [metric({ direction: 'lower-is-better' })] },
    ],
    ['another unit', { metrics: [metric({ unit: 'score' })] }],
    ['the digest of yet another version', { versionDigest: 'x' }],
  ])(
    'can not compare with a baseline of %s, and says what helps',
    (_n, more) => {
      const result = run({ baseline: baselineWith(more) });
      expect(result).toMatchObject({
        outcome: 'inconclusive',
        reasonCode: 'baseline-not-comparable',
        blocking: true,
      });
      expect(result.reason).toContain('npm run evaluate -- --version 1.7.0');
    },
  );

  it('does not compare with evidence that the policy refuses', () => {
    const { rules } = input([check]);
    expect(
      run({
        rules: { ...rules, evidence: { refs: ['refs/heads/main'] } },
        baseline: baselineWith({
          origin: { kind: 'oidc', ref: 'refs/heads/attack' },
        }),
      }).reasonCode,
    ).toBe('baseline-not-comparable');
  });

  it('finds the comparable one among several of the baseline', () => {
    const comparable = baselineWith();
    const newer = evaluation({
      id: 'newer',
      versionDigest: RUNNING,
      datasetDigest: 'data-14',
      reportedAt: '2026-03-10T11:30:00.000Z',
    });
    expect(
      run({
        baseline: {
          ...comparable,
          evaluations: [newer, ...comparable.evaluations],
        },
      }).baselineEvaluationId,
    ).toBe('base');
  });

  it('fails on missing evidence of the version itself', () => {
    expect(run({ evaluations: [] })).toMatchObject({
      outcome: 'fail',
      reasonCode: 'evaluation-missing',
    });
    expect(
      run({
        evaluations: [evaluation({ metrics: [metric({ name: 'other' })] })],
      }),
    ).toMatchObject({ outcome: 'fail', reasonCode: 'metric-missing' });
  });

  it('can not tell from too few samples on either side', () => {
    const rule = { ...check, minimumSamples: 30 };
    for (const [before, after] of [
      [29, 200],
      [200, 29],
    ]) {
      expect(
        compare({ sampleCount: before }, { sampleCount: after }, rule),
      ).toMatchObject({
        outcome: 'inconclusive',
        reason: expect.stringContaining('(needs 30, has 29)'),
      });
    }
  });
});

describe('regression with scores of the same samples', () => {
  function paired(
    before: number[],
    after: number[],
    rule: RegressionCheck = check,
    direction: MetricValue['direction'] = 'higher-is-better',
  ) {
    const about = (values: number[]) =>
      metric({
        value: values.reduce((a, b) => a + b, 0) / values.length,
        sampleCount: values.length,
        direction,
      });
    return run(
      {
        evaluations: [evaluation({ metrics: [about(after)] })],
        baseline: baselineWith({ metrics: [about(before)] }),
        samples: { e1: scores(after), base: scores(before) },
      },
      rule,
    );
  }
  const ones = (n: number) => new Array<number>(n).fill(1);
  const someWrong = (n: number, wrong: number) =>
    ones(n).map((value, index) => (index < wrong ? 0 : value));

  it('fails when the drop is beyond chance', () => {
    const result = paired(ones(100), someWrong(100, 20));
    expect(result).toMatchObject({
      outcome: 'fail',
      reasonCode: 'regression',
      baselineEvaluationId: 'base',
    });
    expect(result.interval!.upper).toBeLessThan(-0.02);
    expect(result.reason).toMatch(/100 pairs/);
  });

  it('can not tell when the drop may be chance', () => {
    expect(paired(ones(30), someWrong(30, 1))).toMatchObject({
      outcome: 'inconclusive',
      reasonCode: 'too-few-samples',
      blocking: true,
    });
  });

  it('looks the other way where less is better', () => {
    expect(
      paired(someWrong(100, 100), someWrong(100, 80), check, 'lower-is-better'),
    ).toMatchObject({ outcome: 'fail' });
    expect(
      paired(ones(100), someWrong(100, 80), check, 'lower-is-better').outcome,
    ).toBe('pass');
  });

  it('proves that nothing got worse where the policy asks for proof', () => {
    const proof = { ...check, confidence: 0.95 };
    expect(paired(ones(400), ones(400), proof).outcome).toBe('pass');
    // A few that did not change leave room for others that did.
    expect(paired(ones(50), ones(50), proof)).toMatchObject({
      outcome: 'inconclusive',
      reasonCode: 'too-few-samples',
    });
    expect(paired(ones(50), ones(50)).outcome).toBe('pass');
    // As many better as worse: no difference to see, and none excluded.
    const before = [...someWrong(40, 5), ...ones(5)];
    const after = [...ones(40), ...someWrong(5, 5)];
    expect(paired(before, after).outcome).toBe('pass');
    expect(paired(before, after, proof)).toMatchObject({
      outcome: 'inconclusive',
      reasonCode: 'too-few-samples',
    });
  });

  it('can not prove anything without scores of the same samples', () => {
    const proof = { ...check, confidence: 0.95 };
    expect(run({}, proof)).toMatchObject({
      outcome: 'inconclusive',
      reasonCode: 'spread-missing',
    });
    const others = scores(new Array(200).fill(0.91)).map((score, index) => ({
      ...score,
      sampleId: index < 100 ? `other-${index}` : score.sampleId,
    }));
    expect(
      run(
        {
          samples: {
            base: others,
            e1: scores(new Array(200).fill(0.91)),
          },
        },
        proof,
      ).reasonCode,
    ).toBe('spread-missing');
  });

  it('gives the same interval for the same scores in any order', () => {
    const before = someWrong(40, 3);
    const after = someWrong(40, 9);
    const values = (list: number[]) =>
      metric({
        value: list.reduce((a, b) => a + b, 0) / 40,
        sampleCount: 40,
      });
    const judge = (reverse: boolean) =>
      run({
        evaluations: [evaluation({ metrics: [values(after)] })],
        baseline: baselineWith({ metrics: [values(before)] }),
        samples: {
          e1: reverse ? scores(after).reverse() : scores(after),
          base: scores(before),
        },
      }).interval;
    expect(judge(true)).toEqual(judge(false));
    expect(judge(false)).toBeDefined();
  });

  it('never passes what is worse beyond the tolerance, and never fails what is not', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.integer({ max: 4, min: 0 }),
            fc.integer({ max: 4, min: 0 }),
          ),
          {
            minLength: 2,
            maxLength: 40,
          },
        ),
        fc.constantFrom(
          'higher-is-better' as const,
          'lower-is-better' as const,
        ),
        fc.constantFrom(undefined, 0.9),
        (pairs, direction, confidence) => {
          const before = pairs.map(([a]) => a / 4);
          const after = pairs.map(([, b]) => b / 4);
          const { outcome } = paired(
            before,
            after,
            { ...check, ...(confidence && { confidence }) },
            direction,
          );
          const change =
            pairs.reduce((sum, [a, b]) => sum + b - a, 0) / 4 / pairs.length;
          const gain = direction === 'higher-is-better' ? change : -change;
          const worse = gain < -0.0200001;
          const fine = gain > -0.0199999;
          expect(worse && outcome === 'pass').toBe(false);
          expect(fine && outcome === 'fail').toBe(false);
        },
      ),
      { numRuns: 100 },
    );
  });
});
