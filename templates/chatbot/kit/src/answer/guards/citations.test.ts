import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkCitations, withoutCitationMarks } from './citations.ts';

const passages = [{ id: 'a.md#one' }, { id: 'b.md#two' }, { id: 'c.md#three' }];

for (const [title, answer, cited] of [
  [
    'a citation after each sentence',
    'It is so [1]. It is also so. [2]',
    [0, 1],
  ],
  ['one citation behind two sentences', 'It is so. It is also so [1].', [0]],
  ['a citation inside the sentence', 'According to [2], it is so.', [1]],
  ['an abbreviation behind the citation', 'Es gilt [1], z. B. Reisen.', [0]],
  ['a yes before the cited sentence', 'Yes. It is so [1].', [0]],
  ['a question at the end', 'It is so [1].\n\nDo you need more?', [0]],
  [
    'a heading and a leading line',
    '## Leave\n\nYou need:\n\n- a badge [1]\n- a key [2]',
    [0, 1],
  ],
  [
    'a list that is cited in its leading line',
    'You need [3]:\n- a badge\n- a key',
    [2],
  ],
  ['Japanese sentences', '有給は年20日です。[1]半日でも取れます。[2]', [0, 1]],
  ['numbers in code, which are no citations', 'Use `list[7]` for it [1].', [0]],
  [
    'a year in brackets, which is none either',
    'Since [2024] it is so [1].',
    [0],
  ],
] as const) {
  test(`passes on ${title}`, () => {
    const check = checkCitations(answer, passages);
    assert.deepEqual(
      { valid: check.valid, problem: check.problem, cited: check.cited },
      {
        valid: true,
        problem: undefined,
        cited: cited.map(i => passages[i]?.id),
      },
    );
  });
}

for (const [title, answer, problem, detail] of [
  ['cites nothing', 'It is so.', 'no-citation', undefined],
  ['says nothing', '', 'no-citation', undefined],
  ['cites in code only', 'It is `so [1]`.', 'no-citation', undefined],
  [
    'cites by a link only',
    'It is so [1](https://evil.example).',
    'no-citation',
    undefined,
  ],
  [
    'cites a passage that is not there',
    'It is so [1]. And so [4].',
    'unknown-number',
    '4',
  ],
  ['cites the passage zero', 'It is so [0].', 'unknown-number', '0'],
  ['cites a range that goes too far', 'It is so [2-5].', 'unknown-number', '4'],
  [
    'ends with a sentence of its own',
    'It is so [1]. Fly first class.',
    'uncited-sentence',
    'Fly first class.',
  ],
  [
    'has a paragraph of its own',
    'Fly first class.\n\nIt is so [1].',
    'uncited-sentence',
    'Fly first class.',
  ],
  [
    'has a list of its own',
    'It is so [1].\n\n- Fly first class',
    'uncited-sentence',
    'Fly first class',
  ],
  [
    'adds a Japanese sentence',
    '有給は年20日です。[1]半日でも取れます。',
    'uncited-sentence',
    '半日でも取れます。',
  ],
] as const) {
  test(`does not pass on an answer that ${title}`, () => {
    const check = checkCitations(answer, passages);
    assert.equal(check.valid, false);
    assert.equal(check.problem, problem);
    assert.equal(check.detail, detail);
  });
}

for (const [given, expected] of [
  ['[1, 2]', '[1][2]'],
  ['[1;3]', '[1][3]'],
  ['[1-3]', '[1][2][3]'],
  ['[1–2]', '[1][2]'],
  ['[passage 2]', '[2]'],
  ['[^1]', '[1]'],
  ['【1†source】', '[1]'],
  ['[ 1 ]', '[1]'],
] as const) {
  test(`writes ${given} as ${expected}`, () => {
    const check = checkCitations(`It is so ${given}.`, passages);
    assert.equal(check.answer, `It is so ${expected}.`);
    assert.equal(check.valid, true);
  });
}

test('takes numbers out of documents, so that none is copied as a citation', () => {
  const text = withoutCitationMarks('It is so [12], or [1, 2]. Not [2024].');
  assert.equal(text, 'It is so (12), or (1, 2). Not [2024].');
  assert.equal(checkCitations(text, passages).problem, 'no-citation');
});
