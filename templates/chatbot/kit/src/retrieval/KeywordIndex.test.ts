import assert from 'node:assert/strict';
import {
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Chunk } from '../corpus/Chunk.ts';
import { chunkOf, drawWords, generateChunks } from './generated.ts';
import { KeywordIndex } from './KeywordIndex.ts';
import { MOST_POSTINGS } from './KeywordView.ts';
import { createTokenizer } from './tokens.ts';

const languages = ['en'];
const parking = chunkOf('a.md#parking', 'Parking', 'Cars park in the yard.');
const pay = chunkOf('b.md#pay', 'Pay', 'Salaries are paid on the 25th.');
const grant = chunkOf('c.md#grant', 'Grant', 'A grant of shares is paid out.', [
  'board',
]);

function search(chunks: Chunk[], question: string, groups?: string[]) {
  const index = KeywordIndex.create({ chunks, languages });
  try {
    return index.search(question, { groups, limit: 4 });
  } finally {
    index.close();
  }
}

test('finds the passage whose words the question has, in another form too', () => {
  assert.deepEqual(
    search([pay, parking], 'Where can I park my car?').map(({ id }) => id),
    ['a.md#parking'],
  );
});

test('a question that no passage shares a word with, or that has no word, finds nothing', () => {
  assert.deepEqual(search([pay, parking], 'quantum'), []);
  assert.deepEqual(search([pay, parking], '?! 🎉 "'), []);
  assert.deepEqual(search([], 'parking'), []);
});

test('signs of the query language in a question are words like others', () => {
  for (const question of [
    'parking" OR "pay',
    'title:parking*',
    'NEAR(park yard)',
    "park'; drop",
    'park at 12:30, 1,200.50',
  ]) {
    assert.ok(
      search([pay, parking], question).some(({ id }) => id === parking.id),
      question,
    );
  }
  const lunch = chunkOf('l.md#l', 'Lunch', 'From 12:30 on, for 1,200.50.');
  const [found] = search([parking, lunch], '12:30 1,200.50');
  assert.equal(found?.id, lunch.id);
});

test('the order of files changes neither order nor scores, and equal scores are ordered by id', () => {
  const same = ['z', 'm', 'b'].map(name =>
    chunkOf(`${name}.md#x`, 'Same', 'The same words.'),
  );
  const found = search(same, 'same words');
  assert.deepEqual(
    found.map(({ id }) => id),
    ['b.md#x', 'm.md#x', 'z.md#x'],
  );
  assert.deepEqual(search(same.toReversed(), 'same words'), found);
});

test('two chunks with one id are refused', () => {
  assert.throws(
    () => search([pay, pay], 'pay'),
    /two chunks with the id b\.md#pay/,
  );
});

for (const [script, text, question] of [
  ['German', 'Die Maße der Räume stehen im Übersichtsplan.', 'MASSE Raum'],
  ['Japanese', '有給休暇は年に30日です。', '休暇は何日ですか'],
  ['Thai', 'พนักงานมีวันลาสามสิบวัน', 'วันลา'],
  ['Greek', 'Ο βοηθός απαντά στην Αθήνα.', 'ΒΟΗΘΌΣ'],
  ['Cherokee', 'ᎣᏏᏲ ᏙᎯᏧ', 'ᏙᎯᏧ'],
  ['Hindi', 'कर्मचारियों को छुट्टी मिलती है', 'छुट्टी कब'],
  ['rare Han', '𠮷野家の営業時間は八時から。', '𠮷野家'],
] as const) {
  test(`finds a passage in ${script}`, () => {
    const passage = chunkOf('t.md#t', 'T', text);
    const index = KeywordIndex.create({
      chunks: [parking, passage, pay],
      languages,
    });
    const [found] = index.search(question, { limit: 4 });
    assert.equal(found?.id, passage.id);
    // Tokens are indexed as they are: the engine splits none of them, and takes no mark away.
    const tokens = new Set(createTokenizer(languages)(text));
    assert.equal(index.terms(text).read.length, tokens.size);
    index.close();
  });
}

test("a rare group's only passage is found among 2,000 others, by that group alone", () => {
  const chunks = [...generateChunks(2_000), grant];
  const index = KeywordIndex.create({ chunks, languages });
  const ids = (groups?: string[]) =>
    index.search('paid grant', { groups, limit: 4 }).map(({ id }) => id);
  assert.deepEqual(ids(['board']), [grant.id]);
  assert.deepEqual(ids(['staff', 'board']), [grant.id]);
  for (const groups of [undefined, [], ['staff'], ['Board'], ['']]) {
    assert.deepEqual(ids(groups), []);
  }
  index.close();
});

test('what others may read changes no score, no order and no choice of words', () => {
  const mine = generateChunks(150, 2);
  const theirs = generateChunks(1_500, 3).map((chunk, i) => ({
    ...chunk,
    id: `theirs/${i}`,
    text: `${chunk.text} w7x w9x w12000x`,
    groups: ['theirs'],
  }));
  const alone = KeywordIndex.create({ chunks: mine, languages });
  const among = KeywordIndex.create({
    chunks: [...theirs, ...mine],
    languages,
  });
  const draw = drawWords(9);
  for (let i = 0; i < 20; i += 1) {
    const question = `w7x w9x w12000x ${Array.from({ length: 6 }, draw).join(
      ' ',
    )}`;
    for (const groups of [undefined, ['others']]) {
      const options = { groups, limit: 10 };
      assert.deepEqual(
        among.search(question, options),
        alone.search(question, options),
      );
      assert.deepEqual(among.terms(question, groups), alone.terms(question));
    }
  }
  assert.notDeepEqual(among.terms('w7x', ['theirs']), alone.terms('w7x'));
  alone.close();
  among.close();
});

test('callers of more kinds than are kept at once find theirs, again and again', () => {
  const groups = Array.from({ length: 20 }, (_, i) => `g${i}`);
  const chunks = groups.map(group =>
    chunkOf(`${group}.md#x`, group, 'secret', [group]),
  );
  const index = KeywordIndex.create({ chunks: [...chunks, pay], languages });
  for (const group of [...groups, ...groups, undefined, ...groups]) {
    const found = index.search('secret', {
      groups: group ? [group] : [],
      limit: 9,
    });
    assert.deepEqual(
      found.map(({ id }) => id),
      group ? [`${group}.md#x`] : [],
    );
  }
  index.close();
});

test('the postings that a question reads are bounded, at 1,000 and at 20,000 passages', t => {
  for (const passages of [1_000, 20_000]) {
    const index = KeywordIndex.create({
      chunks: generateChunks(passages),
      languages,
    });
    const draw = drawWords(5);
    let most = 0;
    for (let i = 0; i < 50; i += 1) {
      const question = Array.from({ length: 8 }, draw).join(' ');
      const { read } = index.terms(question);
      const rarest = read[0]?.passages ?? 0;
      for (const term of read.slice(1)) {
        assert.ok(
          term.passages <= Math.max(100, passages / 10),
          JSON.stringify(term),
        );
      }
      const postings = read.reduce((sum, term) => sum + term.passages, 0);
      most = Math.max(most, postings);
      assert.ok(postings <= Math.max(rarest, MOST_POSTINGS));
    }
    const common = index.terms('w1x w2x w3x w4x');
    assert.equal(common.read.length, 1);
    assert.equal(common.dropped.length, 3);
    assert.ok(
      common.dropped.every(
        term => term.passages >= (common.read[0]?.passages ?? 0),
      ),
    );
    const frequent = index.terms(
      Array.from({ length: 40 }, (_, i) => `w${110 + i}x`).join(' '),
    );
    const sum = frequent.read.reduce((all, term) => all + term.passages, 0);
    assert.ok(sum > 2_000 && sum <= MOST_POSTINGS, String(sum));
    const everything = index.terms(
      Array.from({ length: 5_000 }, (_, i) => `w${i}x`).join(' '),
    );
    assert.ok(everything.read.length <= 64);
    assert.ok(
      everything.read.reduce((sum, term) => sum + term.passages, 0) <=
        MOST_POSTINGS,
    );
    t.diagnostic(
      `${passages} passages: at most ${most} postings for a question of 8 words`,
    );
    index.close();
  }
});

test('an index in a file is read again, and made anew when texts, groups or languages have changed', t => {
  const folder = mkdtempSync(join(tmpdir(), 'keyword-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'snapshot.sqlite');
  const ask = (chunks: Chunk[], groups?: string[]) => {
    const index = KeywordIndex.create({ chunks, languages, file });
    const ids = index.search('paid', { groups, limit: 4 }).map(({ id }) => id);
    index.close();
    return ids;
  };
  assert.deepEqual(ask([grant, pay]), [pay.id]);
  const { ino } = statSync(file);
  assert.deepEqual(ask([pay, grant], ['board']), [pay.id, grant.id]);
  assert.equal(statSync(file).ino, ino);
  // Their digests are as before: only who may read has changed.
  assert.deepEqual(ask([pay, { ...grant, groups: ['audit'] }], ['board']), [
    pay.id,
  ]);
  assert.notEqual(statSync(file).ino, ino);
  truncateSync(file, 700);
  assert.deepEqual(ask([pay, grant], ['board']), [pay.id, grant.id]);
  assert.deepEqual(readdirSync(folder), ['snapshot.sqlite']);
});
