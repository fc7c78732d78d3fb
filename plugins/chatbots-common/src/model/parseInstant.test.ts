import { cutText } from './cutText';
import { parseInstant } from './parseInstant';

describe('parseInstant', () => {
  it.each([
    ['2026-11-29T15:00:00Z', '2026-11-29T15:00:00.000Z'],
    ['2026-11-29t15:00:00z', '2026-11-29T15:00:00.000Z'],
    ['2026-11-29T15:00:00.123456+00:00', '2026-11-29T15:00:00.123Z'],
    ['2026-11-29T15:00:00.5-05:30', '2026-11-29T20:30:00.500Z'],
    ['2026-11-29T15:00:00+0100', '2026-11-29T14:00:00.000Z'],
    ['2026-03-01T00:30:00+01', '2026-02-28T23:30:00.000Z'],
    ['2024-02-29T23:59:59.999Z', '2024-02-29T23:59:59.999Z'],
  ])('reads %s', (text, instant) => {
    expect(parseInstant(text)?.toISOString()).toBe(instant);
  });

  it.each([
    ['30 February', '2026-02-30T00:00:00Z'],
    ['29 February of a common year', '2026-02-29T00:00:00+01:00'],
    ['a leap second', '2016-12-31T23:59:60Z'],
    ['hour 24', '2026-01-01T24:00:00Z'],
    ['month 13', '2026-13-01T00:00:00Z'],
    ['an offset of a day', '2026-01-01T00:00:00+24:00'],
    ['an offset of 60 minutes', '2026-01-01T00:00:00+01:60'],
    ['an instant before the year 0', '0000-01-01T00:00:00+01:00'],
    ['an instant after the year 9999', '9999-12-31T23:59:59-01:00'],
    ['a time without an offset', '2026-01-01T00:00:00'],
    ['a day', '2026-01-01'],
    ['a blank between day and time', '2026-01-01 00:00:00Z'],
    ['a blank for the plus', '2026-01-01T00:00:00 01:00'],
    ['words', 'yesterday'],
    ['nothing', ''],
    ['a line break behind it', '2026-01-01T00:00:00Z\n'],
  ])('refuses %s', (_, text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});

describe('cutText', () => {
  it('counts characters, and leaves no half of one', () => {
    const text = `${'x'.repeat(7999)}🚀🚀`;
    expect(cutText(text, 8000)).toBe(`${'x'.repeat(7999)}🚀`);
    expect(cutText('🚀🚀', 2)).toBe('🚀🚀');
    expect(cutText('🚀🚀', 1)).toBe('🚀');
    expect(cutText('abc', 3)).toBe('abc');
    expect(cutText('abc', 0)).toBe('');
  });
});
