import assert from 'node:assert/strict';
import { mock, test, type TestContext } from 'node:test';
import validator from 'validator';
import { findPhones, MOST_PARSED, parsePhone } from './findPhones.ts';
import { LABELLED_COUNTRIES, readLabelled } from './measure.ts';
import { PersonalData } from './PersonalData.ts';

const personalData = PersonalData.create({ countries: LABELLED_COUNTRIES });

for (const [title, text, expected] of [
  [
    'an address at the end of a sentence',
    'Write to a.person+x@mail.example.org.',
    'Write to [email removed].',
  ],
  [
    'an address that touches Japanese words',
    '連絡先はa@b.example.jpです',
    '連絡先は[email removed]です',
  ],
  [
    'an address in a link, and nothing else of it',
    'https://x.example/?mail=a@b.example&page=2',
    'https://x.example/?mail=[email removed]&page=2',
  ],
  [
    'numbers with a plus and with two zeros',
    'Call +1 202-555-0143 or 0049 (30) 23125088',
    'Call [phone removed] or [phone removed]',
  ],
  [
    'two numbers with a blank between',
    '+33 1 99 00 12 34 +33 1 99 00 12 35',
    '[phone removed] [phone removed]',
  ],
  [
    'two national numbers with a blank between, as one or as two',
    'ring 030 23125 014 030 23125 015 now',
    'ring [phone removed] now',
  ],
  [
    'two numbers with a comma between',
    '+33199001234,+33199001235',
    '[phone removed],[phone removed]',
  ],
  [
    'an account, but not the words behind it',
    'IBAN DE89 3704 0044 0532 0130 00 now. And then',
    'IBAN [iban removed] now. And then',
  ],
  [
    'a card, but not the code behind it',
    'Card 4111 1111 1111 1111 737',
    'Card [card removed] 737',
  ],
  [
    'full-width digits, no-break blanks and what shows nothing',
    '４１１１\u00a01111\u200b 1111 11\u00ad11 and a\u200b@\u2060b.example',
    '[card removed] and [email removed]',
  ],
  [
    'an address of version 6 with its port left',
    'from [2001:db8::1f]:443',
    'from [[ip removed]]:443',
  ],
] as const) {
  test(`masks ${title}`, () => {
    assert.equal(personalData.mask(text).text, expected);
  });
}

test('counts what was masked and says where it stood in the original', () => {
  const text = '\u200bａ@b.example, c@d.example, 192.0.2.1';
  const { found, spans } = personalData.mask(text);
  assert.deepEqual(found, { email: 2, ip: 1 });
  assert.deepEqual(
    spans.map(({ start, end }) => text.slice(start, end)),
    ['ａ@b.example', 'c@d.example', '192.0.2.1'],
  );
});

test('leaves nothing of parts that overlap, and names the longest', () => {
  assert.deepEqual(
    personalData.mask('see 0171-1234567@mail.example.org today').text,
    'see [email removed] today',
  );
});

test('leaves a text without personal data as it is, byte for byte', () => {
  const text = 'Größe:\u00a05\u200b m — １２ Stück\r\n';
  assert.equal(personalData.mask(text).text, text);
});

test('reads national numbers in the configured countries only', () => {
  const german = PersonalData.create({ countries: ['DE'] });
  assert.equal(german.mask('ring 030 23125 014').text, 'ring [phone removed]');
  assert.equal(german.mask('ring 202-555-0143').text, 'ring 202-555-0143');
  const none = PersonalData.create({ countries: [] });
  assert.equal(none.mask('030 23125 014').text, '030 23125 014');
  assert.equal(none.mask('0049 30 23125014').text, '[phone removed]');
});

test('refuses a country that it does not know', () => {
  assert.throws(
    () => PersonalData.create({ countries: ['de'] }),
    /"de" is unknown; write its ISO 3166-1 code/,
  );
});

test('passes on the same text in pieces as at once, whatever the pieces', () => {
  const text = [...readLabelled('marked'), ...readLabelled('clean')]
    .map(sentence => sentence.text)
    .join(' ');
  const atOnce = personalData.mask(text).text;
  for (const size of [1, 3, 7, 64]) {
    const parts: string[] = [];
    const stream = personalData.stream(({ text: part }) => parts.push(part));
    for (let at = 0; at < text.length; at += size) {
      stream.push(text.slice(at, at + size));
    }
    stream.end();
    assert.ok(parts.length > 60, `${parts.length} sentences`);
    assert.equal(parts.join(''), atOnce);
  }
});

const LENGTH = 200_000;

for (const [title, piece] of [
  ['digits', '4'],
  ['groups of digits', '4111 '],
  ['zeros in groups', '00 '],
  ['at signs', '@'],
  ['addresses without an end', 'a@b.c'],
  ['domains without an end', 'a.'],
  ['beginnings of accounts', 'DE00 '],
  ['words for tax numbers', 'tax id 1 '],
  ['colons and digits', '2001:'],
  ['brackets', '(+0('],
] as const) {
  test(`asks the libraries a bounded number of times about 200 KB of ${title}`, t => {
    const characters = countCharacters(t);
    const text = piece.repeat(LENGTH / piece.length);
    personalData.mask(text);
    for (const [name, given] of characters) {
      // Each character is given to a library a fixed number of times at most.
      assert.ok(given <= 64 * LENGTH, `${given} characters to ${name}`);
    }
    const parse = mock.fn(parsePhone);
    findPhones(text, ['DE', 'FR', 'GB', 'JP', 'US'], parse);
    assert.ok(parse.mock.callCount() <= MOST_PARSED);
  });
}

test('masks what looks like a telephone when there are too many to parse', () => {
  const found = findPhones(
    '0999 0000000, '.repeat(3_000),
    ['DE', 'FR'],
    () => undefined,
  );
  assert.ok(found.length > 400, `${found.length} found`);
});

/** How many characters each call of the library is given. Mocks that keep every argument would take seconds. */
function countCharacters(t: TestContext): Map<string, number> {
  const characters = new Map<string, number>();
  for (const name of [
    'isEmail',
    'isIBAN',
    'isCreditCard',
    'isTaxID',
    'isIP',
  ] as const) {
    const original = validator[name] as (...args: unknown[]) => boolean;
    Object.assign(validator, {
      [name]: (...args: unknown[]) => {
        const given = (characters.get(name) ?? 0) + String(args[0]).length;
        characters.set(name, given);
        return original(...args);
      },
    });
    t.after(() => Object.assign(validator, { [name]: original }));
  }
  return characters;
}
