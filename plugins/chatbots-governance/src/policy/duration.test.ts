import { formatDuration, parseDuration } from './duration';
import { DAY, HOUR } from './testFixtures';

describe('durations', () => {
  it.each([
    ['P7D', 7 * DAY],
    ['PT1H', HOUR],
    ['P1DT2H3M4S', DAY + 2 * HOUR + 184_000],
    ['P2W', 14 * DAY],
    ['PT0S', 0],
    ['3d', 3 * DAY],
    ['36h', 36 * HOUR],
    ['90m', 1.5 * HOUR],
    ['5s', 5000],
  ])('reads %s', (duration, milliseconds) => {
    expect(parseDuration(duration)).toBe(milliseconds);
  });

  it.each([
    '',
    'P',
    'PT',
    'P1DT',
    'P1M',
    'P1Y',
    '1',
    'd',
    '-1d',
    'P-1D',
    '1.5h',
    ' 1d',
    '1d\n',
    '1d 2h',
    '99999999999999999999d',
    'P99999D',
    'p1d',
    '٣d',
  ])('refuses %j', duration => {
    expect(parseDuration(duration)).toBeUndefined();
  });

  it('shows the two largest units', () => {
    expect(formatDuration(2 * DAY + 22 * HOUR + 59_000)).toBe('2 d 22 h');
    expect(formatDuration(0)).toBe('0 s');
    expect(formatDuration(-5)).toBe('0 s');
    expect(formatDuration(61_000)).toBe('1 min 1 s');
  });
});
