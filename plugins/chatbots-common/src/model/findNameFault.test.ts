import { findNameFault } from './findNameFault';

describe('findNameFault', () => {
  it.each([
    'golden',
    'Übersicht & Maße',
    'kategorie/评分',
    'HR (DE)',
    '客服问答',
    'factual_correctness(mode=f1)',
    'gpt-4o (Azure, West Europe)',
    "l'été",
    'हिन्दी',
    'ελληνικά ٣',
    '(none)',
    '+1',
    '__proto__',
    'é'.repeat(100),
    '𠮷'.repeat(100),
  ])('takes %s', name => {
    expect(findNameFault(name)).toBeUndefined();
  });

  it.each([
    ['', 'is empty'],
    ['   ', 'holds nothing but spaces'],
    ['a'.repeat(101), 'has 101 characters'],
    ['𠮷'.repeat(101), 'has 101 characters'],
    ['Kosten*', "has '*' (U+002A) at character 7"],
    ['𠮷<b>', "has '<' (U+003C) at character 2"],
    ['a\tb', 'has U+0009 at character 2'],
    ['a\n', 'has U+000A at character 2'],
    ['a\u200bb', 'has U+200B at character 2'],
    ['a\u202eb', 'has U+202E at character 2'],
    ['a\u00a0b', 'has U+00A0 at character 2'],
    ['a🚀', "has '🚀' (U+1F680) at character 2"],
    ['a"', `has '"' (U+0022) at character 2`],
    ['²', "has '²' (U+00B2) at character 1"],
    ['a\ud800', 'has U+D800 at character 2'],
    [
      'U\u0308bersicht',
      "is not in the form NFC of Unicode: character 1 is 'U' (U+0055), where NFC has 'Ü' (U+00DC)",
    ],
    [
      'Ω in \u2126',
      "is not in the form NFC of Unicode: character 6 is '\u2126' (U+2126), where NFC has 'Ω' (U+03A9)",
    ],
  ])('refuses %j, which %s', (text, problem) => {
    expect(findNameFault(text)?.problem).toBe(problem);
  });

  it('says what to do about it', () => {
    expect(findNameFault('Kosten*')?.remedy).toBe(
      "take out '*' (U+002A): names take letters, marks and digits of any script, spaces and ._:/@+-()=,&'",
    );
    expect(findNameFault('U\u0308')?.remedy).toMatch(/normalize .* to NFC/);
  });
});
