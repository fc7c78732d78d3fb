import { SliceCheck } from './sliceCheck';
import { CheckInput } from './CheckInput';
import { evaluateChecks } from './evaluateChecks';
import { evaluation, input } from './testFixtures';

function run(check: SliceCheck, more: Partial<CheckInput> = {}) {
  const [result] = evaluateChecks(input([check], more));
  return result;
}

describe('worst slice', () => {
  const check: SliceCheck = {
    id: 'slices',
    type: 'worst-slice',
    suite: 'golden',
    metric: 'faithfulness',
    min: 0.8,
    minimumSamples: 30,
  };
  const slice = (name: string, value: number, sampleCount = 50) => ({
    slice: name,
    metric: 'faithfulness',
    value,
    sampleCount,
  });
  const judged = (...slices: ReturnType<typeof slice>[]) =>
    run(check, { evaluations: [evaluation({ slices })] });

  it('passes and names the worst', () => {
    expect(judged(slice('a', 0.95), slice('b', 0.85))).toMatchObject({
      outcome: 'pass',
      reason:
        'Worst of 2 slices "b": faithfulness 0.85 is at least 0.80 (n = 50)',
    });
  });

  it('fails on one bad slice, though the whole is good', () => {
    expect(judged(slice('a', 0.95), slice('refunds', 0.5))).toMatchObject({
      outcome: 'fail',
      reason: 'Slice "refunds": faithfulness 0.50 is below 0.80 (n = 50)',
      blocking: true,
    });
  });

  it('can not tell about a small slice, good or bad', () => {
    for (const value of [0.99, 0.1]) {
      expect(judged(slice('a', 0.95), slice('few', value, 29))).toMatchObject({
        outcome: 'inconclusive',
        neededSamples: 30,
        blocking: true,
      });
    }
  });

  it('fails on a bad slice even where another is too small', () => {
    expect(judged(slice('few', 0.1, 3), slice('bad', 0.7)).reason).toMatch(
      /"bad"/,
    );
  });

  it('fails without slices: missing is not good', () => {
    expect(judged()).toMatchObject({
      outcome: 'fail',
      reasonCode: 'slice-missing',
    });
    expect(run(check, { evaluations: [] }).reasonCode).toBe(
      'evaluation-missing',
    );
  });

  it('takes the largest for the worst where less is better', () => {
    const { min: _unused, ...rest } = check;
    const result = evaluateChecks(
      input([{ ...rest, max: 0.1 }], {
        evaluations: [
          evaluation({ slices: [slice('a', 0.01), slice('b', 0.2)] }),
        ],
      }),
    );
    expect(result[0]).toMatchObject({
      outcome: 'fail',
      reason: expect.stringContaining('"b"'),
    });
  });
});
