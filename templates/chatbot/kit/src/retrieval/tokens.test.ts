import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTokenizer } from './tokens.ts';

test('the forms of a word have one token, in each of the languages', () => {
  const tokenize = createTokenizer(['en', 'de-AT']);
  const meet = (...words: string[]) =>
    assert.equal(new Set(words.flatMap(tokenize)).size, 1, words.join());
  meet('reimbursed', 'reimbursement', 'Reimburse');
  meet('Leistungen', 'LEISTUNG', 'leistung');
  meet('Maße', 'MASSE', 'Maßen');
  meet('Häuser', 'Haus');
});

test('characters that read the same have one token', () => {
  const tokenize = createTokenizer([]);
  assert.deepEqual(tokenize('ＦＡＸ ﬁle ℡ ΒΟΗΘΌΣ cafe\u0301 Maße MASSE'), [
    'fax',
    'file',
    'tel',
    'βοηθόσ',
    'café',
    'masse',
    'masse',
  ]);
});

test('words of every script are told apart, with or without blanks between them', () => {
  const tokenize = createTokenizer(['ja']);
  assert.deepEqual(tokenize('有給休暇は30日です。').slice(0, 3), [
    '有給',
    '休暇',
    'は',
  ]);
  assert.ok(tokenize('ภาษาไทยง่าย').length > 1);
  assert.ok(tokenize('ខ្ញុំស្រឡាញ់ភាសាខ្មែរ').length > 1);
  assert.ok(tokenize('မြန်မာဘာသာစကား').length > 1);
  assert.deepEqual(tokenize('नमस्ते दुनिया'), ['नमस्ते', 'दुनिया']);
  assert.deepEqual(tokenize('שלום עולם'), ['שלום', 'עולם']);
  assert.deepEqual(tokenize('iPhoneを買う').slice(0, 2), ['iphone', 'を']);
});

test('a number is one token with what stands between its digits', () => {
  const tokenize = createTokenizer(['en']);
  assert.deepEqual(tokenize('1,200.50 at 08:30, 2FA. See 7.'), [
    '1,200.50',
    'at',
    '08:30',
    '2fa',
    'see',
    '7',
  ]);
});

test('an endless run of letters is cut, and never within a character', () => {
  const [token = ''] = createTokenizer(['en'])('𝒳𐐨'.repeat(500));
  assert.ok([...token].length <= 64);
  assert.doesNotMatch(token, /\p{Surrogate}/u);
});

test('text with blanks between its words never reaches the slow segmenter', t => {
  const segment = t.mock.method(Intl.Segmenter.prototype, 'segment');
  const tokenize = createTokenizer(['en', 'de']);
  tokenize('Every employee has 30 days. Größe, naïve, Привет мир, مرحبا.');
  assert.equal(segment.mock.callCount(), 0);
  tokenize('Version 日本語 only');
  assert.equal(segment.mock.callCount(), 1);
});
