/**
 * Kinds of characters that a model reads and people don't see, or can't tell from others.
 *
 * @public
 */
export const HIDDEN_KINDS = [
  'tag',
  'zero-width',
  'bidi',
  'control',
  'bom',
  'space',
  'line-end',
] as const;

/**
 * One of {@link HIDDEN_KINDS}: `bom` is a byte order mark at the beginning, `space` any but the usual one, `line-end` any but a line
 * feed.
 *
 * @public
 */
export type HiddenKind = (typeof HIDDEN_KINDS)[number];

/**
 * The kinds that can hide words, or change how others read. The rest separates words and lines, though not as usual.
 *
 * @public
 */
export const INVISIBLE_KINDS: readonly HiddenKind[] = [
  'tag',
  'zero-width',
  'bidi',
  'control',
];

/**
 * A part of a text: what people see as it stands, or one hidden character with its kind. CR and LF together are one line end.
 *
 * @public
 */
export interface TextPart {
  /** The characters themselves. All parts together are the text. */
  text: string;
  /** Absent for what is seen. */
  hidden?: HiddenKind;
}

/**
 * How many hidden characters a text has.
 *
 * @public
 */
export interface HiddenCount {
  /** Their kind. */
  kind: HiddenKind;
  /** How many, above zero. */
  count: number;
  /** Their code points, each once, as in `U+200B`, in order of appearance. */
  codePoints: string[];
  /** What tag characters spell in ASCII; absent for other kinds. */
  spells?: string;
}

/** Sequences whose invisible characters shape one picture: emoji, keycaps, and the three flags that are spelt with tags. */
const EMOJI =
  '\\p{Extended_Pictographic}(?:\\p{Emoji_Modifier}|[\\uFE0E\\uFE0F])?(?:\\u200D\\p{Extended_Pictographic}(?:\\p{Emoji_Modifier}|[\\uFE0E\\uFE0F])?)*|[0-9#*]\\uFE0F\\u20E3';
const FLAGS = ['gbeng', 'gbsct', 'gbwls']
  .map(region => `\u{1F3F4}${toTags(region)}\u{E007F}`)
  .join('|');

/** Format characters that are drawn: signs of Arabic, Syriac and Kaithi that span the digits after them. */
const DRAWN =
  '[\\u0600-\\u0605\\u06DD\\u070F\\u0890\\u0891\\u08E2\\u{110BD}\\u{110CD}]';

/** U+2800, an empty Braille cell, is no space by its properties and looks like one. */
const HIDDEN = `(?! |\\t|\\n|${DRAWN})[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Z}\\p{Default_Ignorable_Code_Point}\\u2800]`;

const PATTERN = `(?:${FLAGS}|${EMOJI})|(?<hidden>\\r\\n|${HIDDEN})`;

/** Most texts have none, and are told so without being taken apart. */
const ANY_HIDDEN = new RegExp(HIDDEN, 'u');

const BIDI = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/;

/**
 * Takes a text apart into what people see and what they don't.
 *
 * @param options - `start: false` for what is not the beginning of its text: a byte order mark there is a zero width character
 *
 * @public
 */
export function textParts(
  text: string,
  options: { start?: boolean } = {},
): TextPart[] {
  const parts: TextPart[] = [];
  let seenFrom = 0;
  for (const { hidden, index } of hiddenIn(text)) {
    if (index > seenFrom) {
      parts.push({ text: text.slice(seenFrom, index) });
    }
    parts.push({
      text: hidden,
      hidden: kindOf(hidden, index === 0 && options.start !== false),
    });
    seenFrom = index + hidden.length;
  }
  if (seenFrom < text.length) {
    parts.push({ text: text.slice(seenFrom) });
  }
  return parts;
}

/**
 * Counts the hidden characters of a text, in the order of {@link HIDDEN_KINDS}; kinds that it lacks are left out.
 *
 * @public
 */
export function countHidden(text: string): HiddenCount[] {
  const counts = new Map<HiddenKind, { count: number; points: Set<string> }>();
  let spells = '';
  for (const { hidden, index } of hiddenIn(text)) {
    const kind = kindOf(hidden, index === 0);
    const known = counts.get(kind) ?? { count: 0, points: new Set() };
    known.count += 1;
    known.points.add(codePointsOf(hidden));
    counts.set(kind, known);
    spells += tagLetter(hidden) ?? '';
  }
  return HIDDEN_KINDS.flatMap(kind => {
    const known = counts.get(kind);
    return known
      ? [
          {
            kind,
            count: known.count,
            codePoints: [...known.points],
            ...(kind === 'tag' && spells !== '' ? { spells } : {}),
          },
        ]
      : [];
  });
}

/**
 * The code points of some characters, for example `U+200B`, or `U+000D U+000A`.
 *
 * @public
 */
export function codePointsOf(characters: string): string {
  return Array.from(
    characters,
    one =>
      `U+${one.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`,
  ).join(' ');
}

/**
 * The ASCII character that a tag character stands for; undefined for any other character.
 *
 * @public
 */
export function tagLetter(character: string): string | undefined {
  const ascii = (character.codePointAt(0) ?? 0) - 0xe0000;
  return ascii >= 0x20 && ascii < 0x7f
    ? String.fromCodePoint(ascii)
    : undefined;
}

function* hiddenIn(text: string): Generator<{ hidden: string; index: number }> {
  if (!ANY_HIDDEN.test(text)) {
    return;
  }
  for (const match of text.matchAll(new RegExp(PATTERN, 'gu'))) {
    const hidden = match.groups?.hidden;
    if (hidden !== undefined) {
      yield { hidden, index: match.index };
    }
  }
}

function kindOf(character: string, atStart: boolean): HiddenKind {
  const point = character.codePointAt(0)!;
  if (point >= 0xe0000 && point <= 0xe007f) {
    return 'tag';
  }
  if (BIDI.test(character)) {
    return 'bidi';
  }
  if (point === 0xfeff) {
    return atStart ? 'bom' : 'zero-width';
  }
  if (/^[\r\u0085\u2028\u2029]/.test(character)) {
    return 'line-end';
  }
  if (/^[\p{Zs}\u2800]/u.test(character)) {
    return 'space';
  }
  return /^\p{Default_Ignorable_Code_Point}/u.test(character)
    ? 'zero-width'
    : 'control';
}

function toTags(ascii: string): string {
  return Array.from(ascii, one =>
    String.fromCodePoint(0xe0000 + one.codePointAt(0)!),
  ).join('');
}
