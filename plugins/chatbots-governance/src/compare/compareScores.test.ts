import { evaluation, metric, scores } from '../checks/testFixtures';
import {
  MetricValue,
  EvaluationEvidence,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { CompareOptions, ComparisonRow } from '.';
import {
  describeMeasurementChanges,
  measurementBreaks,
  measurementChanges,
  measurementOf,
} from './comparability';
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
      /dataset golden v15 → golden v14/,
    ],
    [
      'another dataset under the same revision',
      { datasetDigest: 'x' },
      /dataset golden v15 \(data-15\) → golden v15 \(x\)/,
    ],
    [
      'another judge',
      { judge: { name: 'j', kind: 'llm', digest: 'other' } },
      /judge autoevals → j/,
    ],
    [
      'the direction turned around',
      { metrics: [metric({ value: 0.5, direction: 'lower-is-better' })] },
      /which way is better/,
    ],
    ['another unit', { metrics: [metric({ unit: 'score' })] }, /unit/],
    [
      'a definition that only one of them tells',
      { metrics: [metric({ definitionDigest: 'd'.repeat(64) })] },
      /definition of the metric not told → dddddddddddd/,
    ],
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
    expect(judge(before)).toMatchObject({ status: 'same', interval: [0, 0] });
    expect(judge(before)).not.toHaveProperty('note');
    expect(judge(slightly)).toMatchObject({
      verdict: 'worse',
      note: 'may be chance',
      interval: [expect.any(Number), 0],
    });
    const { interval, note } = judge(badly);
    expect(interval![1]).toBeLessThan(0);
    expect(note).toBeUndefined();
  });

  it.each<[string, CompareOptions['samples'], string]>([
    ['without scores of samples', {}, 'no-sample-scores'],
    [
      'with scores of too few samples',
      { b: scores([1, 1]), t: scores([1]) },
      'scores-incomplete',
    ],
    [
      'with scores of another mean',
      { b: scores([1, 1]), t: scores([1, 0.8]) },
      'not-their-mean',
    ],
    [
      'with scores of other samples',
      {
        b: scores([1, 1]),
        t: scores([1, 1]).map(one => ({
          ...one,
          sampleId: `other ${one.sampleId}`,
        })),
      },
      'other-samples',
    ],
  ])('says why no interval is known %s', (_name, samples, why) => {
    const row = score(
      { value: 1, sampleCount: 2 },
      { value: 1, sampleCount: 2 },
      { samples },
    );
    expect(row).toMatchObject({ intervalUnknown: why });
    expect(row).not.toHaveProperty('interval');
  });

  it('misses a metric only when its suite has run without it', () => {
    const smoke = evaluation({ suite: 'smoke', metrics: [metric()] });
    const other = metric({ name: 'relevancy' });
    const { scores: rows, summary } = compare(
      { evaluations: [evaluation(), smoke] },
      { evaluations: [evaluation({ metrics: [other] })] },
    );
    expect(rows).toMatchObject([
      { label: 'faithfulness', suite: 'golden', status: 'missing', due: true },
      { label: 'relevancy', suite: 'golden', status: 'added' },
      {
        label: 'faithfulness',
        suite: 'smoke',
        status: 'missing',
        due: false,
        note: 'smoke has not run for 2',
      },
    ]);
    expect(
      summary.filter(fact => fact.includes('no longer measured')),
    ).toHaveLength(1);
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

describe('measurementBreaks', () => {
  const at = (more: Partial<EvaluationEvidence> = {}) =>
    measurementOf(evaluation(more), metric());

  it('breaks a series where something changed, and goes on after it', () => {
    const other = {
      datasetRevision: 'v16',
      datasetDigest: 'data-16',
      judge: { name: 'autoevals', kind: 'llm' as const, digest: 'judge-2' },
    };
    const breaks = measurementBreaks([at(), at(), at(other), at(other)]);
    expect(breaks).toEqual([
      [],
      [],
      [
        { what: 'dataset', from: 'golden v15', to: 'golden v16' },
        {
          what: 'judge',
          from: 'autoevals (judge-1)',
          to: 'autoevals (judge-2)',
        },
      ],
      [],
    ]);
    expect(describeMeasurementChanges(breaks[2])).toBe(
      'dataset golden v15 → golden v16, judge autoevals (judge-1) → autoevals (judge-2)',
    );
  });

  it('never compares across suites', () => {
    expect(
      measurementChanges(at(), at({ suite: 'smoke' })).map(({ what }) => what),
    ).toEqual(['suite']);
  });
});
