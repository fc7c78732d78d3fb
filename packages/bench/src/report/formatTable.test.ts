import { formatTable } from './formatTable';

describe('formatTable', () => {
  it('prints what was measured beside its baseline, and which target was missed', () => {
    expect(
      formatTable([
        {
          name: 'freshness, p95',
          baseline: { value: 1700.4, unit: 'ms' },
          ours: { value: 1751, unit: 'ms' },
          target: 1.3,
        },
        {
          name: 'another',
          baseline: { value: 10, unit: 'ms' },
          ours: { value: 20.06, unit: 'ms' },
          target: 1.3,
        },
        {
          name: 'reports',
          baseline: { value: 2000, unit: '/s' },
          ours: { value: 100, unit: '/s' },
        },
      ]),
    ).toBe(
      [
        '| bench          | baseline |    ours | ratio |     target |',
        '| -------------- | -------: | ------: | ----: | ---------: |',
        '| freshness, p95 |  1700 ms | 1751 ms |  1.03 |    1.3 met |',
        '| another        |  10.0 ms | 20.1 ms |  2.01 | 1.3 MISSED |',
        '| reports        |   2000/s |   100/s | 20.00 |            |',
      ].join('\n'),
    );
  });
});
