import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { chatbotSummaries, trendFixtures } from '../../__testUtils__';
import { qualityView } from '../CatalogPage/qualityView';
import { nameLines, versionLines } from './ChartTick';
import { trendView } from './trendView';

describe('quality', () => {
  const [healthy, failing] = chatbotSummaries();

  it('has no value where nothing was evaluated: missing is not zero', () => {
    expect(qualityView(undefined)).toBeUndefined();
    expect(
      qualityView({
        metric: 'm',
        suite: 's',
        direction: 'higher-is-better',
        points: [],
      }),
    ).toBeUndefined();
  });

  it('says whether the threshold is missed, for either direction', () => {
    expect(qualityView(healthy.quality)?.missed).toBeUndefined();
    expect(qualityView(failing.quality)?.missed).toBe(0.8);
    expect(
      qualityView({
        metric: 'latency',
        suite: 's',
        direction: 'lower-is-better',
        points: [900],
        threshold: 800,
      })?.missed,
    ).toBe(800);
  });

  it('knows no change for the first evaluation', () => {
    expect(
      qualityView({
        metric: 'm',
        suite: 's',
        direction: 'higher-is-better',
        points: [0],
      }),
    ).toMatchObject({ latest: 0, delta: undefined });
  });
});

describe('a value that is measured differently', () => {
  const changes: Api.MeasurementChange[] = [
    { what: 'dataset', from: 'golden 14', to: 'golden 15' },
  ];

  it('has no change against the value before', () => {
    const quality: Api.Quality = {
      metric: 'm',
      suite: 's',
      direction: 'higher-is-better',
      points: [0.8, 0.9, 0.91],
      latest: 0.91,
      breaks: [{ before: 2, changes }],
    };
    expect(qualityView(quality)).toMatchObject({
      delta: undefined,
      changed: changes,
    });
    // One that lies further back leaves the last change alone.
    expect(
      qualityView({
        ...quality,
        previous: 0.9,
        breaks: [{ before: 1, changes }],
      })?.changed,
    ).toBeUndefined();
  });

  it('breaks the line of a trend, and is not held against what is live', () => {
    const [trend] = trendFixtures();
    const points = trend.points.map((point, index) =>
      index === 3 ? { ...point, changes } : point,
    );
    const baseline = trend.baseline && { ...trend.baseline, changes };
    const view = trendView({ ...trend, points, baseline });
    expect(view.marks.map(({ value }) => value)).toEqual([
      0.78,
      0.84,
      0.88,
      null,
      0.89,
      0.912,
    ]);
    expect(view.breaks).toMatchObject([
      { version: '1.8.2-77bc01d-81', changes },
    ]);
    expect(view.apart).toEqual(baseline);
    expect(view.lines.map(({ kind }) => kind)).toEqual(['threshold']);
  });
});

describe('an axis', () => {
  it.each([
    ['1.6.0-4be1c22-91', ['1.6.0', '4be1c22-91']],
    ['2.0.0', ['2.0.0']],
    [
      '10.12.0-rc.1-fedcba9876543210fedcba9876543210fed-build.1000600',
      ['10.12.0', 'rc.1-…000600'],
    ],
  ])(
    'shows the version %s so that it is told from others',
    (version, lines) => {
      expect(versionLines(version)).toEqual(lines);
    },
  );

  it.each([
    ['refunds', ['refunds']],
    ['opening hours and holidays', ['opening hours', 'and holidays']],
    [
      'refunds of opened items that were bought with a voucher',
      ['refunds of', 'opened items…'],
    ],
    ['question-with-one-long-word', ['questio…ong-word']],
  ])('breaks the name %s between words', (name, lines) => {
    expect(nameLines(name)).toEqual(lines);
  });
});

describe('a trend', () => {
  const [first] = trendFixtures();
  const bare = { ...first, threshold: undefined, baseline: undefined };
  const at = (...values: number[]) =>
    values.map(value => ({ ...first.points[0], value }));

  it('keeps threshold and baseline on the chart', () => {
    const { ticks, lines } = trendView({ ...first, threshold: 0.1 });
    expect(lines.map(({ kind }) => kind)).toEqual(['threshold', 'baseline']);
    expect(ticks[0]).toBeLessThanOrEqual(0.1);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(0.912);
  });

  it.each([
    ['no point', [], 'ms', [0, 0.5, 1, 1.5]],
    ['a ratio up to its limit', [0.99], 'ratio', [0.5, 1]],
    ['latencies', [790, 845], 'ms', [780, 800, 820, 840, 860]],
    [
      'a negative and a positive value',
      [-1, 1],
      'score',
      [-1, -0.5, 0, 0.5, 1, 1.5],
    ],
  ])('has round ticks for %s', (_what, values, unit, ticks) => {
    expect(trendView({ ...bare, unit, points: at(...values) }).ticks).toEqual(
      ticks,
    );
  });
});
