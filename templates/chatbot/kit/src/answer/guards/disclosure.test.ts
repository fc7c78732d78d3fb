import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DISCLOSURE_LANGUAGES,
  disclosureFor,
  disclosureProblems,
} from './disclosure.ts';
import {
  DIGITAL_SOURCE_TYPES,
  generatedMark,
  generatedMeta,
  isGeneratedMark,
} from './generatedMark.ts';

test('has a default in five languages, and each says that it is an AI system', () => {
  assert.deepEqual([...DISCLOSURE_LANGUAGES].sort(), [
    'de',
    'en',
    'es',
    'fr',
    'ja',
  ]);
  const given = disclosureFor(DISCLOSURE_LANGUAGES);
  assert.deepEqual(disclosureProblems(given, DISCLOSURE_LANGUAGES), []);
  assert.equal(new Set(given.map(({ text }) => text)).size, 5);
});

test('puts the name into the defaults and prefers own texts', () => {
  const given = disclosureFor(['en', 'de-AT'], {
    title: 'Handbook bot',
    texts: { DE: 'Ich bin eine KI.' },
  });
  assert.match(given[0]?.text ?? '', /^Handbook bot is an AI system/);
  assert.deepEqual(given[1], { language: 'de-AT', text: 'Ich bin eine KI.' });
});

test('takes the default of the language for a region', () => {
  const [region, language] = disclosureFor(['fr-CH', 'fr']);
  assert.equal(region?.text, language?.text);
});

test('refuses a language without a text, an empty text, and no language at all', () => {
  assert.throws(() => disclosureFor(['nl']), /no default disclosure in "nl"/);
  assert.throws(
    () => disclosureFor(['en'], { texts: { en: ' ' } }),
    /The disclosure in "en" is empty/,
  );
  assert.throws(() => disclosureFor([]), /at least one language/);
  assert.deepEqual(disclosureFor(['nl'], { texts: { nl: 'Dit is AI.' } }), [
    { language: 'nl', text: 'Dit is AI.' },
  ]);
});

test('names a removed disclosure and one that does not say what it is', () => {
  assert.deepEqual(
    disclosureProblems(
      [
        { language: 'de', text: 'Guten Tag, wie kann ich helfen?' },
        { language: 'fr', text: ' ' },
        { language: 'NL', text: 'Dit is AI.' },
        { language: 'it', text: 'Buongiorno!' },
      ],
      ['en', 'de', 'fr', 'nl', 'it'],
    ),
    [
      'There is no disclosure in en',
      'The disclosure in de does not say that it is an AI system',
      'There is no disclosure in fr',
      'The disclosure in it does not say that it is an AI system',
    ],
  );
});

const mark = generatedMark({
  title: 'Handbook',
  version: '1.4.0',
  provider: 'openai',
  model: 'gpt-x "mini" ü\\',
  trained: true,
});

test('marks an answer with who made it and how', () => {
  assert.deepEqual(mark, {
    by: 'Handbook 1.4.0',
    model: 'gpt-x "mini" ü\\',
    provider: 'openai',
    digitalSourceType:
      'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
  });
  assert.ok(isGeneratedMark(JSON.parse(JSON.stringify(mark))));
});

test('does not call the offline model trained', () => {
  const offline = generatedMark({
    title: 'Handbook',
    version: '1.4.0',
    provider: 'offline',
    model: 'extractive',
    trained: false,
  });
  assert.equal(offline.digitalSourceType, DIGITAL_SOURCE_TYPES.algorithmic);
  assert.ok(isGeneratedMark(offline));
});

test('does not take another value for a mark', () => {
  for (const value of [
    undefined,
    null,
    'generated',
    {},
    { ...mark, by: ' ' },
    { ...mark, digitalSourceType: 'digitalCapture' },
  ]) {
    assert.equal(isGeneratedMark(value), false);
  }
});

test('writes the mark for pages', () => {
  assert.deepEqual(generatedMeta(mark), {
    name: 'digital-source-type',
    content: DIGITAL_SOURCE_TYPES.trained,
  });
});
