import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinSpans, type Span } from './span.ts';

const span = (kind: Span['kind'], start: number, end: number): Span => ({
  kind,
  start,
  end,
});

for (const [title, given, expected] of [
  [
    'leaves spans that only touch apart',
    [span('phone', 5, 9), span('ip', 0, 5)],
    [span('ip', 0, 5), span('phone', 5, 9)],
  ],
  [
    'covers the end of a span that begins within another',
    [span('card', 0, 10), span('phone', 8, 14)],
    [span('card', 0, 14)],
  ],
  [
    'names the longest of a chain of overlaps',
    [span('ip', 0, 4), span('phone', 3, 6), span('iban', 5, 20)],
    [span('iban', 0, 20)],
  ],
  [
    'names the first kind of equally long ones, whatever their order',
    [span('phone', 0, 9), span('card', 0, 9)],
    [span('card', 0, 9)],
  ],
  [
    'covers a span within another',
    [span('email', 0, 20), span('phone', 2, 9)],
    [span('email', 0, 20)],
  ],
] as const) {
  test(title, () => {
    assert.deepEqual(joinSpans(given), expected);
    assert.deepEqual(joinSpans([...given].reverse()), expected);
  });
}
