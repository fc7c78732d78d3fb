import fc from 'fast-check';
import type { JsonObject } from '@backstage/types';
import { evaluation, metric, scores } from '../checks/testFixtures';
import { ModelVersionBundle } from '../digest';
import { Evaluation, MetricValue } from '../model';
import {
  changedParts,
  compareVersions,
  type ComparableVersion,
  type CompareOptions,
  type ComparisonRow,
} from '.';

const bundle: ModelVersionBundle = {
  source: { repositoryId: '42', commit: 'a'.repeat(40) },
  baseModel: { provider: 'local', name: 'extractive' },
  parameters: { temperature: 0.2 },
  prompts: [{ name: 'system.md', digest: '1'.repeat(64) }],
  datasets: [{ name: 'docs', revision: 'v1', digest: '2'.repeat(64) }],
  hyperparameters: {},
  artifacts: [
    {
      name: 'bot.tgz',
      mediaType: 'application/gzip',
      digest: '3'.repeat(64),
      size: 10,
    },
  ],
};

function version(more: Partial<ComparableVersion> = {}): ComparableVersion {
  return { version: '1', bundle, evaluations: [], ...more };
}

function compare(
  base: Partial<ComparableVersion> | undefined,
  target: Partial<ComparableVersion>,
  options?: CompareOptions,
) {
  return compareVersions(
    base && version(base),
    [version({ version: '2', ...target })],
    options,
  )[0];
}

function withParameters(parameters: JsonObject) {
  return { bundle: { ...bundle, parameters } };
}

function score(
  was: Partial<MetricValue> | undefined,
  is: Partial<MetricValue> | undefined,
  options?: CompareOptions,
  more: Partial<Evaluation> = {},
): ComparisonRow {
  const { scores: rows } = compare(
    {
      evaluations: [
        evaluation({ id: 'b', digest: 'b', metrics: was ? [metric(was)] : [] }),
      ],
    },
    {
      evaluations: [
        evaluation({
          id: 't',
          digest: 't',
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

describe('compareVersions', () => {
  it('finds no difference between a version and itself', () => {
    const same = { evaluations: [evaluation()] };
    const comparison = compare(same, same);
    const rows = [
      ...comparison.source,
      ...comparison.model,
      ...comparison.parameters,
      ...comparison.datasets,
      ...comparison.artifacts,
      ...comparison.scores,
      ...comparison.prompts,
    ];
    expect(new Set(rows.map(({ status }) => status))).toEqual(
      new Set(['same']),
    );
    expect(comparison.summary).toEqual(['no difference']);
    expect(changedParts(bundle, bundle)).toEqual([]);
  });

  it('shows everything as added when there is no base', () => {
    const comparison = compare(undefined, { evaluations: [evaluation()] });
    expect(comparison).not.toHaveProperty('base');
    expect(comparison.parameters).toMatchObject([
      { status: 'added', target: '0.2' },
    ]);
    expect(comparison.scores).toMatchObject([
      { status: 'added', verdict: 'unknown', target: '0.91' },
    ]);
    expect(comparison.summary).toEqual(['first version here']);
    expect(changedParts(undefined, bundle)).toEqual([
      'code',
      'model',
      'prompt',
      'parameters',
      'data',
    ]);
  });

  it('compares several targets, each by itself', () => {
    const several = compareVersions(version(), [
      version({ version: '2' }),
      version({ version: '3', ...withParameters({ temperature: 0.4 }) }),
    ]);
    expect(several.map(({ target }) => target)).toEqual(['2', '3']);
    expect(several.map(({ summary }) => summary)).toEqual([
      ['no difference'],
      ['temperature 0.2 → 0.4'],
    ]);
  });

  it('shows what is gone as missing, never as the same', () => {
    const gone = compare(
      {
        ...withParameters({ temperature: 0.2, seed: 7 }),
        evaluations: [evaluation()],
      },
      withParameters({ temperature: 0.2 }),
    );
    expect(gone.parameters).toMatchObject([
      { label: 'seed', status: 'missing', base: '7' },
      { label: 'temperature', status: 'same' },
    ]);
    expect(gone.scores).toMatchObject([
      { status: 'missing', verdict: 'unknown', base: '0.91' },
    ]);
    expect(gone.summary).toEqual([
      'faithfulness no longer measured',
      'seed removed (was 7)',
    ]);
  });

  it('tells a value from its text, and reads lists as values', () => {
    const one = compare(
      withParameters({ a: 1, list: ['x', 'y'], nothing: null, empty: {} }),
      withParameters({ a: '1', list: ['y', 'x'], nothing: {}, empty: {} }),
    );
    expect(one.parameters).toMatchObject([
      { label: 'a', status: 'changed', base: '1', target: '"1"' },
      { label: 'empty', status: 'same' },
      { label: 'list', status: 'changed' },
      { label: 'nothing', status: 'changed', base: 'null', target: '{}' },
    ]);
  });

  it('keeps names with dots, hyphens and slashes whole, and their keys apart', () => {
    const { parameters } = compare(
      withParameters({ 'a.b': { c: 1 }, a: { 'b.c': 1 }, 'learning-rate': 1 }),
      withParameters({ 'a.b': { c: 2 }, a: { 'b.c': 1 }, 'learning-rate': 2 }),
    );
    expect(new Set(parameters.map(({ key }) => key)).size).toBe(3);
    expect(parameters).toContainEqual(
      expect.objectContaining({
        key: '["parameter","learning-rate"]',
        label: 'learning-rate',
        status: 'changed',
      }),
    );
    expect(
      parameters.map(({ label, status }) => `${label} ${status}`).sort(),
    ).toEqual(['a › b.c same', 'a.b › c changed', 'learning-rate changed']);
  });

  it('never gives two rows one key, and never loses a side', () => {
    const names = fc.constantFrom('a', 'b', 'a.b', '__proto__', '["a"]', '');
    const json = fc.letrec<{ tree: JsonObject; value: JsonObject[string] }>(
      tie => ({
        tree: fc.dictionary(names, tie('value'), { maxKeys: 4 }),
        value: fc.oneof(
          { depthSize: 'small' },
          fc.integer({ min: 0, max: 2 }),
          fc.constant(null),
          tie('tree'),
        ),
      }),
    ).tree;
    fc.assert(
      fc.property(json, json, (before, after) => {
        const there = compare(withParameters(before), withParameters(after));
        const back = compare(withParameters(after), withParameters(before));
        const keys = there.parameters.map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        const mirrored = { added: 'missing', missing: 'added' } as const;
        expect(
          back.parameters.map(({ key, status, base, target }) => ({
            key,
            status:
              status === 'added' || status === 'missing'
                ? mirrored[status]
                : status,
            base: target,
            target: base,
          })),
        ).toEqual(
          there.parameters.map(({ key, status, base, target }) => ({
            key,
            status,
            base,
            target,
          })),
        );
        expect(
          there.parameters.every(({ status }) => status === 'same'),
        ).toBe(back.parameters.every(({ status }) => status === 'same'));
        for (const { status, base, target } of there.parameters) {
          expect(status === 'same').toBe(base === target);
        }
      }),
    );
  });

  it('sees a dataset or artifact change behind equal first digits', () => {
    const other = `${'2'.repeat(63)}f`;
    const { datasets } = compare(
      {},
      {
        bundle: {
          ...bundle,
          datasets: [{ name: 'docs', revision: 'v1', digest: other }],
        },
      },
    );
    expect(datasets[0].status).toBe('changed');
    const { artifacts } = compare(
      {},
      { bundle: { ...bundle, artifacts: [{ ...bundle.artifacts[0], size: 11 }] } },
    );
    expect(artifacts[0].status).toBe('changed');
  });

  it('names the kinds of change', () => {
    expect(
      changedParts(bundle, {
        ...bundle,
        source: { ...bundle.source, commit: 'b'.repeat(40) },
        hyperparameters: { chunk: 3 },
      }),
    ).toEqual(['code', 'parameters']);
    expect(
      changedParts(bundle, {
        ...bundle,
        baseModel: { ...bundle.baseModel, revision: '2' },
        prompts: [],
        datasets: [],
      }),
    ).toEqual(['model', 'prompt', 'data']);
  });
});

describe('prompts', () => {
  const changed = {
    ...bundle,
    prompts: [{ name: 'system.md', digest: '9'.repeat(64) }],
  };

  it('counts lines', () => {
    const { prompts, summary } = compare(
      { promptTexts: { 'system.md': 'one\ntwo\nthree\n' } },
      { bundle: changed, promptTexts: { 'system.md': 'one\n2\n3\nthree\n' } },
    );
    expect(prompts).toMatchObject([
      { status: 'changed', linesAdded: 2, linesRemoved: 1 },
    ]);
    expect(summary).toEqual(['1 prompt changed']);
  });

  it('counts a whole prompt that comes or goes', () => {
    const without = { ...bundle, prompts: [] };
    const promptTexts = { 'system.md': 'one\ntwo\n' };
    expect(
      compare({ bundle: without }, { promptTexts }).prompts,
    ).toMatchObject([{ status: 'added', linesAdded: 2, linesRemoved: 0 }]);
    expect(
      compare({ promptTexts }, { bundle: without }).prompts,
    ).toMatchObject([{ status: 'missing', linesAdded: 0, linesRemoved: 2 }]);
  });

  it('counts nothing where a text is not known', () => {
    const [prompt] = compare(
      { promptTexts: { 'system.md': 'one\n' } },
      { bundle: changed },
    ).prompts;
    expect(prompt).toEqual({
      name: 'system.md',
      status: 'changed',
      base: 'one\n',
    });
  });

  it('counts in texts without much in common, and soon', () => {
    const text = (word: string) =>
      Array.from({ length: 20_000 }, (_unused, i) =>
        i % 10 === 0 ? 'shared' : `${word}${i}`,
      ).join('\n');
    const started = performance.now();
    const [prompt] = compare(
      { promptTexts: { 'system.md': text('a') } },
      { bundle: changed, promptTexts: { 'system.md': `${text('b')}\nmore` } },
    ).prompts;
    expect(prompt).toMatchObject({ linesAdded: 18_001, linesRemoved: 18_000 });
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('counts alike by either way where no line moves', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 0, max: 400 }),
        (kept, fresh) => {
          const lines = Array.from({ length: kept }, (_unused, i) => `k${i}\n`);
          const added = Array.from({ length: fresh }, (_unused, i) => `n${i}\n`);
          const [prompt] = compare(
            { promptTexts: { 'system.md': lines.join('') } },
            {
              bundle: changed,
              promptTexts: { 'system.md': [...lines, ...added].join('') },
            },
          ).prompts;
          expect(prompt).toMatchObject({ linesAdded: fresh, linesRemoved: 0 });
        },
      ),
      { numRuns: 50 },
    );
  });
});

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

  it.each<[string, Partial<Evaluation>, RegExp]>([
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
      compare(
        { evaluations: [newer, comparable] },
        { evaluations: [target] },
      ).scores,
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

describe('the summary', () => {
  it('starts with what got worse and ends with the code', () => {
    const { summary } = compare(
      {
        evaluations: [
          evaluation({
            metrics: [
              metric({ name: 'faithfulness', value: 0.91 }),
              metric({ name: 'relevancy', value: 0.8 }),
            ],
          }),
        ],
      },
      {
        bundle: {
          ...bundle,
          source: { ...bundle.source, commit: 'b'.repeat(40) },
          parameters: { temperature: 0.4 },
          prompts: [
            { name: 'system.md', digest: '8'.repeat(64) },
            { name: 'tone.md', digest: '7'.repeat(64) },
          ],
          datasets: [{ name: 'docs', revision: 'v2', digest: '6'.repeat(64) }],
        },
        evaluations: [
          evaluation({
            metrics: [
              metric({ name: 'faithfulness', value: 0.88 }),
              metric({ name: 'relevancy', value: 0.85 }),
            ],
          }),
        ],
      },
      {
        metrics: [{ suite: 'golden', metric: 'faithfulness', tolerance: 0.05 }],
      },
    );
    expect(summary).toEqual([
      'faithfulness −0.03 (worse, within the margin)',
      '1 prompt changed',
      '1 prompt added',
      'temperature 0.2 → 0.4',
      'dataset docs v1 (222222222222) → v2 (666666666666)',
      'relevancy +0.05 (better)',
      'code changed',
    ]);
  });

  it('stays short', () => {
    const many = Object.fromEntries(
      Array.from({ length: 50 }, (_unused, i) => [`p${i}`, i]),
    );
    const { summary } = compare(withParameters({}), withParameters(many));
    expect(summary).toHaveLength(4);
    expect(summary[3]).toBe('47 more like these');
  });
});
