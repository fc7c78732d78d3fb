import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SentenceGate } from './SentenceGate.ts';

function sentencesOf(pieces: Iterable<string>): string[] {
  const sentences: string[] = [];
  const gate = SentenceGate.create(sentence => sentences.push(sentence));
  for (const piece of pieces) {
    gate.push(piece);
  }
  gate.end();
  return sentences;
}

for (const [title, text, expected] of [
  [
    'a citation with its sentence',
    'It is so. [1] [2] And so. [3]',
    ['It is so. [1] [2] ', 'And so. [3]'],
  ],
  [
    'a Japanese sentence with its citation',
    '年20日です。[1]半日も可。終わり',
    ['年20日です。[1]', '半日も可。', '終わり'],
  ],
  [
    'a paragraph without a full stop',
    'Leave\n\n30 days.',
    ['Leave\n\n', '30 days.'],
  ],
  [
    'a number with full stops as one sentence',
    'Call 01.99.00.12.34 or a. b@c.example now.',
    ['Call 01.99.00.12.34 or a. b@c.example now.'],
  ],
] as const) {
  test(`passes on ${title}, at once and in single characters`, () => {
    assert.deepEqual(sentencesOf([text]), expected);
    assert.deepEqual(sentencesOf(text), expected);
  });
}

test('passes on nothing before a sentence is whole', () => {
  const sentences: string[] = [];
  const gate = SentenceGate.create(sentence => sentences.push(sentence));
  gate.push('Write to a.person@');
  gate.push('mail.example. ');
  assert.deepEqual(sentences, []);
  gate.push('Now');
  assert.deepEqual(sentences, ['Write to a.person@mail.example. ']);
});

for (const piece of ['\n', '. ', 'a', '。', '. [1] ']) {
  test(`searches only what is new in 200 KB of ${JSON.stringify(piece)}`, t => {
    let longest = 0;
    const { exec } = RegExp.prototype;
    // A mock would keep every text.
    RegExp.prototype.exec = function (this: RegExp, text: string) {
      longest = Math.max(longest, text.length);
      return exec.call(this, text);
    };
    t.after(() => {
      RegExp.prototype.exec = exec;
    });
    const pieces = Array.from({ length: 200_000 / piece.length }, () => piece);
    assert.equal(sentencesOf(pieces).join(''), pieces.join(''));
    assert.ok(longest > 0 && longest <= 1_000, `${longest} characters at once`);
  });
}

test('is not confused by another gate that is filled meanwhile', () => {
  const sentences: string[] = [];
  const other = SentenceGate.create(() => {});
  const gate = SentenceGate.create(sentence => {
    other.push('One. Two. Three. Four.');
    sentences.push(sentence);
  });
  gate.push('It is so. It is also so. And so. End');
  gate.end();
  assert.deepEqual(sentences, [
    'It is so. ',
    'It is also so. ',
    'And so. ',
    'End',
  ]);
});
