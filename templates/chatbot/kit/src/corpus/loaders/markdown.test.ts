import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadMarkdown } from './markdown.ts';

const load = (text: string, document = 'a.md') =>
  loadMarkdown({
    document,
    bytes: Buffer.from(text),
    fallbackEncoding: 'windows-1252',
  });
const sections = async (text: string, document?: string) =>
  (await load(text, document)).sections.map(
    ({ anchor, headings, text: found }) => [anchor, headings.join('/'), found],
  );

test('cuts Markdown at headings of any level and names the way to each', async () => {
  const text =
    'Pets\n====\n\nAll kinds.\n\nCats\n----\n\nSleep.\n\n#### Food\n\nFish.\n\n## Dogs & co\n\nBark.';
  assert.equal((await load(text)).title, 'Pets');
  assert.deepEqual(await sections(text), [
    ['pets', '', 'All kinds.'],
    ['cats', 'Cats', 'Sleep.'],
    ['food', 'Cats/Food', 'Fish.'],
    ['dogs--co', 'Dogs & co', 'Bark.'],
  ]);
});

test('leaves headings within a fence alone and numbers headings of one name', async () => {
  assert.deepEqual(
    await sections(
      '# Shell\n\nRun:\n\n```sh\n## no heading\nls\n```\n\n## Setup\n\nFirst.\n\n## Setup\n\nSecond.',
    ),
    [
      ['shell', '', 'Run:\n\n## no heading\nls'],
      ['setup', 'Setup', 'First.'],
      ['setup-1', 'Setup', 'Second.'],
    ],
  );
});

test('reads a document without a heading, and one that begins before its first', async () => {
  assert.deepEqual(await sections('Only text.\nOn two lines.'), [
    [undefined, '', 'Only text. On two lines.'],
  ]);
  assert.deepEqual(await sections('Before.\n\n### Late\n\nAfter.'), [
    [undefined, '', 'Before.'],
    ['late', 'Late', 'After.'],
  ]);
});

test('keeps headings of any script, whatever the form of their letters', async () => {
  assert.deepEqual(
    await sections(
      '## 年次有給休暇\n\n社員は三十日の\n休暇を取得できます。\n\n## U\u0308bersicht\n\nJa.',
    ),
    [
      ['年次有給休暇', '年次有給休暇', '社員は三十日の休暇を取得できます。'],
      ['übersicht', 'Übersicht', 'Ja.'],
    ],
  );
});

test('writes each row of a table with the names of its columns', async () => {
  assert.deepEqual(
    await sections(
      '| city | limit |\n|---|---|\n| Paris | 180 |\n| Rome | |\n\n<table><tr><td>floor</td><td>room</td></tr><tr><td>2</td><td>14</td></tr></table>',
    ),
    [
      [
        undefined,
        '',
        'city: Paris, limit: 180\ncity: Rome\n\nfloor: 2, room: 14',
      ],
    ],
  );
});

test('keeps what lists, quotations, notes, links and HTML say', async () => {
  const [[, , text] = []] = await sections(
    '1. one\n2. two\n   - deep\n\n> said\n\nSee [the portal](https://portal.example.com), [here](b.md) and [x][y].[^n]\n\n<details><summary>More</summary>hidden</details>\n\nA<br>B ![a plan](p.png)\n\n<!-- not this -->\n\n[y]: https://y.example.com\n[^n]: A note.',
  );
  assert.equal(
    text,
    '1. one\n2. two\n  - deep\n\nsaid\n\nSee the portal (https://portal.example.com), here and x (https://y.example.com).[n]\n\n' +
      'More\n\nhidden\n\nA\nB a plan\n\n[n] A note.',
  );
});

test('reads title and groups of front matter and leaves the rest of it out', async () => {
  const loaded = await load('---\ntitle: Pay\ngroups: [hr, board]\n---\nText.');
  assert.equal(loaded.title, 'Pay');
  assert.deepEqual(loaded.groups, ['hr', 'board']);
  assert.deepEqual(
    loaded.sections.map(({ text }) => text),
    ['Text.'],
  );
  assert.equal(
    (await load('\ufeff---\r\ngroups: hr\r\n---\r\nText.')).groups?.[0],
    'hr',
  );
});

test('refuses a document whose front matter can not say who may read it', async () => {
  for (const front of [
    '---\ngroups: [hr\n---\n',
    '---\ngroups: []\n---\n',
    '---\ngroups: 7\n---\n',
    '---\ngroups:\n---\n',
    '---\n- groups\n---\n',
    '+++\ngroups = ["hr"]\n+++\n',
    '---\nGroups: hr\n---\n',
    '---\ngroups: hr\ngroups: board\n---\n',
    '\n---\ngroups: hr\n---\n',
    '---\ntitle: Pay\ngroups: hr\n\n',
  ]) {
    await assert.rejects(load(`${front}Text.`), { reason: 'front-matter' });
  }
});

test("takes an anchor that the author gave, and leaves a generator's marks out", async () => {
  assert.deepEqual(
    await sections(
      "import X from './x'\n\n## Set up {#install}\n\nText.\n\n## Next[¶](#next)\n\nMore.",
      'a.mdx',
    ),
    [
      ['install', 'Set up', 'Text.'],
      ['next', 'Next', 'More.'],
    ],
  );
});

test('lists a heading under which nothing stands, and keeps the others their anchors', async () => {
  const loaded = await load(
    '# T\n\n## Setup\n\n## Setup\n\nSecond.\n\n## Part\n\n### Deep\n\nText.',
  );
  assert.deepEqual(
    loaded.sections.map(({ anchor }) => anchor),
    ['setup-1', 'deep'],
  );
  assert.deepEqual(
    loaded.notices.map(({ code, part }) => [code, part]),
    [['heading-without-text', 'setup']],
  );
});

test('says that a text holds characters which nobody sees', async () => {
  const { notices } = await load('Hello\u{e0041}\u202e there');
  assert.deepEqual(
    notices.map(({ message }) => message),
    ['holds 2 characters that nobody sees (U+E0041, U+202E)'],
  );
});
