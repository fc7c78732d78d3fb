import { timeLeft } from './inboxView';

describe('timeLeft', () => {
  const now = Date.parse('2026-05-01T00:00:00Z');

  it.each([
    ['2026-05-04T23:59:00Z', { unit: 'days', count: 3, soon: false }],
    ['2026-05-02T12:00:00Z', { unit: 'hours', count: 36, soon: false }],
    ['2026-05-01T23:59:59Z', { unit: 'hours', count: 23, soon: true }],
    ['2026-05-01T00:59:59Z', { unit: 'minutes', count: 59, soon: true }],
    ['2026-05-01T00:00:20Z', { unit: 'minutes', count: 1, soon: true }],
    ['2026-05-01T00:00:00Z', { unit: 'none', count: 0, soon: true }],
    ['not a date', { unit: 'none', count: 0, soon: true }],
  ])('%s', (expiresAt, expected) => {
    expect(timeLeft(expiresAt, now)).toEqual(expected);
  });
});
