import type { JsonObject } from '@backstage/types';
import fc from 'fast-check';
import { evaluation, metric } from '../checks/testFixtures';
import { changedParts, compareVersions } from '.';
import { bundle, compare, version, withParameters } from './testFixtures';

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
      'seed removed (was 7)',
      'golden not run yet',
    ]);
  });

  it('names the suite where two measure the same', () => {
    const { summary } = compare(
      {
        evaluations: [evaluation(), evaluation({ id: 'e2', suite: 'smoke' })],
      },
      {
        evaluations: ['golden', 'smoke'].map(suite =>
          evaluation({ id: suite, suite, metrics: [] }),
        ),
      },
    );
    expect(summary).toEqual([
      'faithfulness in golden no longer measured',
      'faithfulness in smoke no longer measured',
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
        expect(there.parameters.every(({ status }) => status === 'same')).toBe(
          back.parameters.every(({ status }) => status === 'same'),
        );
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
      {
        bundle: {
          ...bundle,
          artifacts: [{ ...bundle.artifacts[0], size: 11 }],
        },
      },
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
