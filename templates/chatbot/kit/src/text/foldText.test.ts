import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldText } from './foldText.ts';

for (const [title, text, expected] of [
  ['full-width letters and digits', 'ａ＠ｂ．ｊｐ ０３', 'a@b.jp 03'],
  ['blanks of any width', '1\u00a02\u20093\u30004', '1 2 3 4'],
  ['dashes', '1\u20112\u20133\u22124', '1-2-3-4'],
  ['what shows nothing', 'a\u200bb\u00adc\u2060d\u202ee\u{e0041}f', 'abcdef'],
  ['digits of other scripts', '٠١٩ ०९ ๐๙ ۰۹', '019 09 09 09'],
  ['the Japanese dash between digits only', '03ー12 メール', '03-12 メール'],
  ['line ends', 'ä\r\nb', 'ä\r\nb'],
] as const) {
  test(`folds ${title}`, () => {
    assert.equal(foldText(text).text, expected);
  });
}

test('leads every offset back to the original', () => {
  const original = '\u200b\u{1d7ce}\u200b１ﬁ!';
  const folded = foldText(original);
  assert.equal(folded.text, '01fi!');
  assert.equal(folded.originalStart(0), 1);
  assert.equal(folded.originalEnd(1), 3);
  assert.equal(folded.originalStart(1), 4);
  assert.equal(folded.originalEnd(2), 5);
  // A ligature is masked as a whole.
  assert.equal(folded.originalStart(3), 5);
  assert.equal(folded.originalEnd(3), 6);
  assert.equal(folded.originalEnd(5), original.length);
});
