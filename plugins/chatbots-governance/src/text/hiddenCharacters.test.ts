import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { codePointsOf, countHidden, textParts } from './hiddenCharacters';

const fixture = (name: string) =>
  readFileSync(join(__dirname, '__fixtures__', name), 'utf8');

describe('countHidden', () => {
  it.each([
    [
      'tag-characters.md',
      { kind: 'tag', count: 16, spells: 'Ignore all rules' },
    ],
    ['zero-width.md', { kind: 'zero-width', count: 1, codePoints: ['U+200B'] }],
    ['bidi.md', { kind: 'bidi', count: 2, codePoints: ['U+202E', 'U+202C'] }],
    ['bom.md', { kind: 'bom', count: 1, codePoints: ['U+FEFF'] }],
    ['crlf.md', { kind: 'line-end', count: 2, codePoints: ['U+000D U+000A'] }],
  ])('counts what is hidden in %s', (name, expected) => {
    expect(countHidden(fixture(name))).toMatchObject([expected]);
  });

  it.each([
    ['a tag', '\u{E0041}', 'tag'],
    ['a variation selector that carries a byte', 'a\u{E0121}', 'zero-width'],
    ['a variation selector behind a letter', 'a\uFE0F', 'zero-width'],
    ['a soft hyphen', 'a\u00ADb', 'zero-width'],
    ['a word joiner', 'a\u2060b', 'zero-width'],
    ['a Hangul filler', 'a\u3164b', 'zero-width'],
    ['a joiner between letters', 'a\u200Db', 'zero-width'],
    ['a byte order mark inside', 'a\uFEFFb', 'zero-width'],
    ['an isolate', '\u2067', 'bidi'],
    ['a mark of direction', '\u200F', 'bidi'],
    ['an escape', '\u001B[31m', 'control'],
    ['a NUL', 'a\u0000', 'control'],
    ['an interlinear annotation', '\uFFF9', 'control'],
    ['half a surrogate pair', '\uD83D', 'control'],
    ['a no-break space', 'a\u00A0b', 'space'],
    ['an ideographic space', '\u3000', 'space'],
    ['an empty Braille cell', '\u2800', 'space'],
    ['a line separator', '\u2028', 'line-end'],
    ['a carriage return', 'a\rb', 'line-end'],
  ])('finds %s', (_what, text, kind) => {
    expect(countHidden(text)).toMatchObject([{ kind, count: 1 }]);
  });

  it.each([
    ['letters of many scripts', 'Größe مرحبا नमस्ते 你好\n\tnext'],
    ['an emoji in several parts', '👩🏽‍💻 🏳️‍🌈 ❤️ 1️⃣ ⚠︎'],
    [
      'a flag that is spelt with tags',
      '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}',
    ],
    ['an Arabic number sign, which is drawn', '\u0600123'],
  ])('finds nothing in %s', (_what, text) => {
    expect(countHidden(text)).toEqual([]);
  });

  it('finds tags behind a flag that does not exist', () => {
    expect(countHidden('🏴\u{E0072}\u{E0075}\u{E006E}\u{E007F}')).toMatchObject(
      [{ kind: 'tag', count: 4, spells: 'run' }],
    );
  });
});

describe('textParts', () => {
  it('gives the text whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(
          textParts(text)
            .map(part => part.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  it('takes CR and LF for one line end, and names both', () => {
    const [, end] = textParts('a\r\nb');
    expect(end).toEqual({ text: '\r\n', hidden: 'line-end' });
    expect(codePointsOf(end.text)).toBe('U+000D U+000A');
  });

  it('takes a byte order mark for one at the beginning only', () => {
    expect(textParts('\uFEFF')).toMatchObject([{ hidden: 'bom' }]);
    expect(textParts('\uFEFF', { start: false })).toMatchObject([
      { hidden: 'zero-width' },
    ]);
  });
});
