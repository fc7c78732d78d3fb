import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { expectedText, isRight } from './readAnswers.mjs';
import { isReadable, scoreLines, scoreReading } from './readingScore.mjs';

const text = (...spellings) => ({ form: 'text', spellings });
const number = value => ({ form: 'number', value });
const age = seconds => ({ form: 'age', seconds });
const yes = { form: 'choice', value: 'yes', choices: ['yes', 'no'] };
const pass = { form: 'choice', value: 'pass', choices: ['pass', 'fail'] };
const people = {
  form: 'list',
  values: [['Reviewer one', 'reviewer-one']],
  outOf: [
    ['Reviewer one', 'reviewer-one'],
    ['Reviewer two', 'reviewer-two'],
    ['Engineer', 'engineer'],
  ],
};

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const RIGHT = [
  ['a text in other case, with other blanks', text('Docs bot'), ' docs  BOT. '],
  ['a text with more around it', text('Docs bot'), 'It is Docs bot (docs-bot)'],
  ['another spelling', text('Docs bot', 'docs-bot'), 'docs-bot'],
  ['an arrow for “to”', text('0.2 to 0.4'), '0.2 → 0.4'],
  ['a number in a sentence', number(50), 'It has 50 % of traffic'],
  ['a number as a word', number(2), 'Two approvals'],
  ['none for zero', number(0), 'none'],
  ['a number rounded to its decimals', number(0.8976), '0.898'],
  ['a choice in a sentence', pass, 'Pass (gate of its next stage)'],
  ['a yes with a reason', yes, 'Yes, since other data were used'],
  ['a list in any spelling', people, 'reviewer-one'],
  ['a list in a sentence', people, 'Approved by Reviewer one, 3 days ago'],
  ['minutes that passed while pictures were taken', age(52 * MINUTE), '51 min'],
  ['hours for minutes that are nearly one', age(51 * MINUTE), '1 hour ago'],
  ['two units', age(2 * DAY + 22 * HOUR), 'in 2 d 22 h'],
  ['an age rounded down', age(3.9 * DAY), 'for 3 days'],
];

const WRONG = [
  ['another text', text('Docs bot'), 'Support bot'],
  ['a part of a word', text('15'), '151'],
  ['nothing', text('Docs bot'), ''],
  ['no answer', number(0), undefined],
  ['another number', number(2), '3'],
  ['a number that is rounded to one decimal', number(0.8976), '0.9'],
  ['both choices', pass, 'pass or fail'],
  ['a no for a yes', yes, 'No'],
  ['a list that lacks one', people, 'Engineer'],
  ['a list with one too many', people, 'Reviewer one and Reviewer two'],
  ['another age', age(51 * MINUTE), '3 days'],
  ['a day for what lasts two hours', age(2 * HOUR), '1 day'],
  ['a number without a unit', age(51 * MINUTE), '51'],
];

describe('an answer of a reader', () => {
  for (const [what, expected, answer] of RIGHT) {
    test(`is right: ${what}`, () => assert.ok(isRight(expected, answer)));
  }
  for (const [what, expected, answer] of WRONG) {
    test(`is wrong: ${what}`, () => assert.ok(!isRight(expected, answer)));
  }

  test('is shown beside what was expected in words', () => {
    assert.equal(expectedText(age(51 * MINUTE)), '51 minutes');
    assert.equal(expectedText(people), 'Reviewer one');
    assert.equal(expectedText(number(2)), '2');
  });
});

describe('a round of reading', () => {
  const of = (picture, count) => ({
    picture,
    questions: Array.from({ length: count }, (_unused, index) => ({
      id: `q${index}`,
      question: `Question ${index}?`,
      answer: number(index),
    })),
  });
  const wide = 'catalog-1440-light.png';
  const narrow = 'catalog-390-dark.png';
  const pictures = [of(wide, 10), of(narrow, 10)];
  const answers = (count, right) =>
    Object.fromEntries(
      Array.from({ length: count }, (_unused, index) => [
        `q${index}`,
        index < right ? String(index) : 'not to be seen',
      ]),
    );

  test('is readable when nine of ten answers are right at each width', () => {
    const score = scoreReading(pictures, [
      { reader: 'one', answers: { [wide]: answers(10, 9) } },
      { reader: 'two', answers: { [narrow]: answers(10, 10) } },
    ]);
    assert.deepEqual(
      score.shares.map(({ width, right }) => [width, right]),
      [
        ['1440', 9],
        ['390', 10],
      ],
    );
    assert.ok(isReadable(score));
  });

  test('is not readable when one width falls below, whatever the other has', () => {
    const score = scoreReading(pictures, [
      {
        reader: 'one',
        answers: { [wide]: answers(10, 10), [narrow]: answers(10, 8) },
      },
    ]);
    assert.ok(!isReadable(score));
    assert.match(
      scoreLines(score).join('\n'),
      /catalog-390-dark\.png: 8 of 10 right\n {2}wrong \(one, q8\): Question 8\?\n {4}expected 8, read not to be seen/,
    );
  });

  test('counts a picture that nobody read as read wrong', () => {
    const score = scoreReading(pictures, [
      { reader: 'one', answers: { [wide]: answers(10, 10) } },
    ]);
    assert.deepEqual(
      score.shares.map(({ share }) => share),
      [1, 0],
    );
    assert.ok(!isReadable(score));
  });

  test('refuses answers of a picture that is not in it', () => {
    assert.throws(
      () =>
        scoreReading(pictures, [
          { reader: 'one', answers: { 'other.png': {} } },
        ]),
      /one answers of no picture: other\.png/,
    );
  });
});
