import { evaluation, metric, scores } from '../checks/testFixtures';
import {
  MetricValue,
  EvaluationEvidence,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { CompareOptions, ComparisonRow } from '.';
import { compare } from './testFixtures';

function score(
  was: Partial<MetricValue> | undefined,
  is: Partial<MetricValue> | undefined,
  options?: CompareOptions,
  more: Partial<EvaluationEvidence> = {},
): ComparisonRow {
  const { scores: rows } = compare(
    {
      evaluations: [
        evaluation({
          id: 'b',
          contentDigest: 'b',
          metrics: was ? [metric(was)] : [],
        }),
      ],
    },
    {
      evaluations: [
        evaluation({
          id: 't',
          contentDigest: 't',
          metrics: is ? [metric(is)] : [],
          ...more,
        }),
      ],
    },
    options,
  );
  expect(rows).toHaveLength(1);
  return rows[0];
}

describe('scores', () => {
  it.each([
    ['higher-is-better', 0.5, 0.6, 'better'],
    ['higher-is-better', 0.6, 0.5, 'worse'],
    ['lower-is-better', 0.5, 0.6, 'worse'],
    ['lower-is-better', 0.6, 0.5, 'better'],
    ['lower-is-better', 0.5, 0.5, 'same'],
  ] as const)('with %s from %p to %p is %s', (direction, was, is, verdict) => {
    const row = score({ direction, value: was }, { direction, value: is });
    expect(row).toMatchObject({
      verdict,
      status: was === is ? 'same' : 'changed',
      delta: is - was,
      direction,
    });
    expect(row.relativeDelta).toBeCloseTo((is - was) / was, 12);
  });

  it('shows a change however small', () => {
    expect(score({ value: 0.5 }, { value: 0.5 + 1e-9 })).toMatchObject({
      status: 'changed',
      verdict: 'better',
    });
  });

  it('gives no relative change from zero', () => {
    expect(score({ value: 0 }, { value: 0.1 })).not.toHaveProperty(
      'relativeDelta',
    );
    expect(score({ value: -0.5 }, { value: 0.5 }).relativeDelta).toBe(2);
  });

  it.each<[string, Partial<EvaluationEvidence>, RegExp]>([
    [
      'another revision of the dataset',
      { datasetDigest: 'x', datasetRevision: 'v14' },
      /golden v15 and v14 are different data/,
    ],
    [
      'another dataset under the same revision',
      { datasetDigest: 'x' },
      /different data/,
    ],
    [
      'another judge',
      { judge: { name: 'j', kind: 'llm', digest: 'other' } },
      /different judges/,
    ],
    [
      'the direction turned around',
      { metrics: [metric({ value: 0.5, direction: 'lower-is-better' })] },
      /which way is better/,
    ],
    ['another unit', { metrics: [metric({ unit: 'score' })] }, /unit/],
  ])('are not comparable with %s', (_name, more, note) => {
    const row = score({}, {}, {}, more);
    expect(row).toMatchObject({
      status: 'incomparable',
      verdict: 'unknown',
      base: '0.91',
      note: expect.stringMatching(note),
    });
    expect(row).not.toHaveProperty('delta');
  });

  it('finds the comparable run among several of the base', () => {
    const target = evaluation({ metrics: [metric({ value: 0.8 })] });
    const comparable = evaluation({ metrics: [metric({ value: 0.7 })] });
    const newer = evaluation({
      datasetDigest: 'x',
      reportedAt: '2026-03-10T11:00:00.000Z',
    });
    expect(
      compare({ evaluations: [newer, comparable] }, { evaluations: [target] })
        .scores,
    ).toMatchObject([{ status: 'changed', verdict: 'better', base: '0.70' }]);
  });

  it('keeps metrics apart whose suite and name read the same together', () => {
    const { scores: rows } = compare(
      {},
      {
        evaluations: [
          evaluation({
            id: '1',
            suite: 'a.b',
            metrics: [metric({ name: 'c' })],
          }),
          evaluation({
            id: '2',
            suite: 'a',
            metrics: [metric({ name: 'b.c' })],
          }),
        ],
      },
    );
    expect(new Set(rows.map(({ key }) => key)).size).toBe(2);
  });

  it('gives slices the direction of their metric', () => {
    const slices = (value: number) => [
      { slice: 'refunds', metric: 'latency', value, sampleCount: 9 },
      { slice: 'orphan', metric: 'unknown', value, sampleCount: 9 },
    ];
    const latency = metric({
      name: 'latency',
      direction: 'lower-is-better',
      unit: 'ms',
      value: 5,
    });
    const { scores: rows } = compare(
      { evaluations: [evaluation({ metrics: [latency], slices: slices(5) })] },
      { evaluations: [evaluation({ metrics: [latency], slices: slices(9) })] },
    );
    expect(rows).toMatchObject([
      { label: 'latency', verdict: 'same' },
      {
        label: 'latency › refunds',
        slice: 'refunds',
        verdict: 'worse',
        unit: 'ms',
        target: '9.00 ms',
      },
      { label: 'unknown › orphan', verdict: 'unknown', status: 'changed' },
    ]);
  });

  it('gives an interval from scores of the same samples, and says when it may be chance', () => {
    const before = new Array<number>(40).fill(1);
    const slightly = before.map((value, i) => (i === 0 ? 0 : value));
    const badly = before.map((value, i) => (i < 20 ? 0 : value));
    const judge = (after: number[]) =>
      score(
        { value: 1, sampleCount: 40 },
        {
          value: after.reduce((sum, value) => sum + value, 0) / 40,
          sampleCount: 40,
        },
        { samples: { b: scores(before), t: scores(after) } },
      );
    expect(judge(slightly)).toMatchObject({
      verdict: 'worse',
      note: 'may be chance',
      interval: [expect.any(Number), 0],
    });
    const { interval, note } = judge(badly);
    expect(interval![1]).toBeLessThan(0);
    expect(note).toBeUndefined();
  });

  it('says whether a loss is within the margin of the policy', () => {
    const options = {
      metrics: [{ suite: 'golden', metric: 'faithfulness', tolerance: 0.1 }],
    };
    expect(score({ value: 0.9 }, { value: 0.8 }, options).note).toBe(
      'within the margin',
    );
    expect(score({ value: 0.9 }, { value: 0.79 }, options).note).toBe(
      'beyond the margin',
    );
    expect(score({ value: 0.9 }, { value: 0.95 }, options).note).toBe(
      undefined,
    );
  });
});
