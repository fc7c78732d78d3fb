import { ResponseError } from '@backstage/errors';
import {
  ageText,
  changeVerdict,
  describeError,
  exactTime,
  formatMetricDelta,
  formatMetricValue,
  relativeTime,
} from '.';

describe('formatMetricValue', () => {
  it.each([
    [0.9, 'ratio', '0.90'],
    [0.9124, 'ratio', '0.912'],
    [1234.6, 'ms', '1,235\u00a0ms'],
    [0.0123, 'usd', '0.0123\u00a0USD'],
    [-0.5, undefined, '−0.5'],
    [-0.0000001, 'ratio', '0.00'],
  ])('shows %d %s as %s', (value, unit, shown) => {
    expect(formatMetricValue(value, unit)).toBe(shown);
  });
});

describe('a change', () => {
  it.each([
    [0.02, 'higher-is-better', 'ratio', '+0.02', 'better'],
    [-0.02, 'higher-is-better', 'ratio', '−0.02', 'worse'],
    [40, 'lower-is-better', 'ms', '+40\u00a0ms', 'worse'],
    [-40, 'lower-is-better', 'ms', '−40\u00a0ms', 'better'],
    [0.2, 'lower-is-better', 'ms', '±0\u00a0ms', 'same'],
  ] as const)(
    'of %d (%s, %s) is %s, %s',
    (delta, direction, unit, shown, verdict) => {
      expect(formatMetricDelta(delta, unit)).toBe(shown);
      expect(changeVerdict(delta, direction, unit)).toBe(verdict);
    },
  );
});

describe('times', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');

  it.each([
    ['2026-03-01T11:59:55Z', 'just now'],
    ['2026-03-01T11:59:30Z', '30 s ago'],
    ['2026-03-01T10:33:01Z', '1 h 26 min ago'],
    ['2026-03-01T10:00:00Z', '2 h ago'],
    ['2026-02-26T09:30:00Z', '3 d 2 h ago'],
    ['2025-12-01T09:00:00Z', '90 d ago'],
    ['2026-03-04T10:59:59Z', 'in 2 d 22 h'],
    ['never', 'never'],
  ])('says %s as %s', (instant, shown) => {
    expect(relativeTime(instant, now)).toBe(shown);
  });

  it.each([0.5, 26, 86, 1439, 4000, 60_000])(
    'says for how long and how long ago in the same units, of %d minutes',
    minutes => {
      const instant = new Date(now - minutes * 60_000).toISOString();
      expect(relativeTime(instant, now)).toBe(`${ageText(instant, now)} ago`);
    },
  );

  it('names the zone of an exact instant', () => {
    expect(exactTime('2026-03-01T10:00:00Z', 'Europe/Berlin')).toBe(
      '1 Mar 2026, 11:00:00 GMT+1',
    );
  });
});

describe('describeError', () => {
  const failure = (status: number, body: unknown) =>
    ResponseError.fromResponse(
      new Response(JSON.stringify(body), {
        status,
        headers: { 'content-type': 'application/json' },
      }),
    );

  it('shows the reason and the hint that the backend sent', async () => {
    const error = await failure(409, {
      error: {
        name: 'ConflictError',
        message: 'The promotion changed',
        reason: 'promotion-void',
        hint: 'Ask for a new one',
      },
      response: { statusCode: 409 },
    });
    expect(describeError(error)).toEqual({
      message: 'The promotion changed',
      fields: [],
      reason: 'promotion-void',
      hint: 'Ask for a new one',
      fallback: 'request',
    });
  });

  it.each([
    [401, 'signedOut'],
    [403, 'notAllowed'],
    [404, 'notFound'],
    [422, 'request'],
    [503, 'server'],
  ])('falls back to a hint for status %d', async (status, fallback) => {
    const error = await failure(status, {
      error: { name: 'Error', message: 'no' },
      response: { statusCode: status },
    });
    expect(describeError(error).fallback).toBe(fallback);
  });

  it('names fields and rules, never the patterns and paths of the validator', async () => {
    const error = await failure(400, {
      error: {
        name: 'InputError',
        message: '/body/pipelineRun must match pattern "^[a-z]+$"',
        reason: 'input-invalid',
        details: {
          violations: [
            {
              path: '/body/pipelineRun',
              message: 'must match pattern "^[a-z]+$"',
            },
            {
              path: '/body/metrics/0/comment',
              message: 'must NOT have more than 4000 characters',
            },
            {
              path: '/body/stage',
              message: "must have required property 'stage'",
            },
          ],
        },
      },
      response: { statusCode: 400 },
    });
    expect(describeError(error).fields).toEqual([
      { field: 'pipeline run', rule: 'form' },
      { field: 'comment', rule: 'tooLong' },
      { field: 'stage', rule: 'missing' },
    ]);
  });

  it('keeps the words of a failed server to itself', async () => {
    const error = await failure(500, {
      error: { name: 'Error', message: "ENOENT: open '/srv/portal/key.pem'" },
      response: { statusCode: 500 },
    });
    expect(describeError(error).message).toBeUndefined();
    expect(
      describeError(new TypeError('Failed to fetch')).message,
    ).toBeUndefined();
  });

  it('takes an error without a status for a lost connection', () => {
    expect(describeError(new TypeError('Failed to fetch')).fallback).toBe(
      'network',
    );
  });
});
