/** A text in plain letters, with the way back to the original. */
export interface FoldedText {
  /** The plain text: what detectors search. */
  text: string;
  /** Offset in the original of the character at an offset of the plain text; its length gives the original's length. */
  originalStart(offset: number): number;
  /** Offset in the original just behind the character before an offset of the plain text. */
  originalEnd(offset: number): number;
}

const ASCII = /^[\t\n\r\x20-\x7e]*$/;
/** Characters that show nothing: zero width, soft hyphen, marks of direction, tags. Variation selectors and joiners too. */
const UNSEEN =
  /[\p{Cf}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\ufe00-\ufe0f]/u;
const BLANK = /[\p{Zs}]/u;
const DASH = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/u;

/**
 * Folds what is written to look like something else: full-width letters and digits, digits of other scripts, no-break spaces and
 * other blanks, dashes, and characters that show nothing.
 *
 * Line ends stay. One pass; each character of the original becomes at most 18.
 */
export function foldText(text: string): FoldedText {
  if (ASCII.test(text)) {
    return { text, originalStart: same, originalEnd: same };
  }
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  let before = '';
  for (const character of text) {
    const plain = plainOf(character, before);
    for (let i = 0; i < plain.length; i += 1) {
      starts.push(at);
      ends.push(at + character.length);
    }
    if (plain !== '') {
      parts.push(plain);
      before = plain;
    }
    at += character.length;
  }
  return {
    text: parts.join(''),
    originalStart: offset => starts[offset] ?? text.length,
    originalEnd: offset => (offset === 0 ? 0 : ends[offset - 1] ?? text.length),
  };
}

function same(offset: number): number {
  return offset;
}

function plainOf(character: string, before: string): string {
  if (character <= '\x7f') {
    return character;
  }
  if (UNSEEN.test(character)) {
    return '';
  }
  if (BLANK.test(character)) {
    return ' ';
  }
  // The Japanese long vowel mark stands for a dash between digits.
  if (DASH.test(character) || (character === '\u30fc' && /\d$/.test(before))) {
    return '-';
  }
  const plain = character.normalize('NFKC');
  return /^\p{Nd}$/u.test(plain) ? digitOf(plain) : plain;
}

/** Digits of a script stand in a row of ten that begins where the last hexadecimal digit is 0 or 6. */
function digitOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0x7f) {
    return character;
  }
  const low = code & 0xf;
  const rowStartsAtZero = /\p{Nd}/u.test(String.fromCodePoint(code - low));
  const digit = rowStartsAtZero ? low : low - 6;
  return digit >= 0 && digit <= 9 ? String(digit) : character;
}
