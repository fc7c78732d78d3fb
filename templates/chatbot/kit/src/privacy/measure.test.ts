import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formatPersonalData,
  LABELLED_COUNTRIES,
  measurePersonalData,
  readLabelled,
  recallOf,
} from './measure.ts';
import { PersonalData } from './PersonalData.ts';

const figures = measurePersonalData(
  PersonalData.create({ countries: LABELLED_COUNTRIES }),
);

test('reads a labelled set of at least 60 bits and 60 clean sentences in four languages', () => {
  const marked = readLabelled('marked');
  const clean = readLabelled('clean');
  assert.ok(marked.flatMap(({ bits }) => bits).length >= 60);
  assert.ok(clean.length >= 60);
  for (const set of [marked, clean]) {
    assert.deepEqual([...new Set(set.map(({ lang }) => lang))].sort(), [
      'de',
      'en',
      'fr',
      'ja',
    ]);
  }
  assert.ok(clean.every(({ bits }) => bits.length === 0));
});

for (const [kind, floor] of [
  ['email', 12],
  ['phone', 22],
  ['iban', 8],
  ['card', 8],
  ['ip', 6],
  ['tax-id', 6],
] as const) {
  test(`masks at least ${floor} labelled bits of the kind ${kind}`, () => {
    const { found, of } = recallOf(figures, kind);
    assert.ok(found >= floor, `${found} of ${of}`);
  });
}

test('changes at most three sentences without personal data', () => {
  assert.ok(figures.falseAlarms.length <= 3, figures.falseAlarms.join('\n'));
});

test('prints that names, birth dates and addresses are not looked for', () => {
  const text = formatPersonalData(figures);
  for (const kind of ['name', 'birth-date', 'address']) {
    assert.match(text, new RegExp(`^${kind} +0 of \\d .*not looked for$`, 'm'));
  }
  assert.match(text, /No masked text is free of personal data/);
});

test('counts a bit of which a part is left as not masked', () => {
  const { recall, missed } = measurePersonalData(
    PersonalData.create({ countries: ['US'] }),
    [
      {
        lang: 'en',
        text: 'x 192.0.2.1 y',
        bits: [{ kind: 'ip', start: 0, end: 11 }],
      },
    ],
    [],
  );
  assert.deepEqual(recall, { ip: { en: { found: 0, of: 1 } } });
  assert.equal(missed.length, 1);
});
