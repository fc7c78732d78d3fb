import { timeLeft } from './inboxView';

describe('timeLeft', () => {
  const now = Date.parse('2026-05-01T00:00:00Z');

  it.each([
    ['2026-05-04T23:59:00Z', { text: '3 d 23 h', soon: false }],
    ['2026-05-02T12:00:00Z', { text: '1 d 12 h', soon: false }],
    ['2026-05-01T23:59:59Z', { text: '23 h 59 min', soon: true }],
    ['2026-05-01T00:59:59Z', { text: '59 min', soon: true }],
    ['2026-05-01T00:00:20Z', { text: '20 s', soon: true }],
    ['2026-05-01T00:00:00Z', { text: undefined, soon: true }],
    ['not a date', { text: undefined, soon: true }],
  ])('%s', (expiresAt, expected) => {
    expect(timeLeft(expiresAt, now)).toEqual(expected);
  });
});
