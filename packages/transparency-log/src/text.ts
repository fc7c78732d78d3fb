import { isWellFormed, textOf, utf8 } from './bytes';

const GZIP = [0x1f, 0x8b];
const UTF16_LE = [0xff, 0xfe];
const UTF16_BE = [0xfe, 0xff];
const BOM = [0xef, 0xbb, 0xbf];
const REPLACEMENT = '\ufffd';
const REPLACEMENT_BYTES = [0xef, 0xbf, 0xbd];

/** Whether bytes begin with the byte order mark of UTF-8. @public */
export function hasByteOrderMark(bytes: Uint8Array): boolean {
  return startsWith(bytes, BOM);
}

/**
 * Says what bytes are in place of UTF-8 text: compressed, UTF-16, or where the first byte stands that is none.
 *
 * @returns words that go on after the name of a file, such as `is UTF-16`; undefined for UTF-8. A byte order mark is UTF-8:
 * {@link hasByteOrderMark}
 *
 * @public
 */
export function describeEncoding(bytes: Uint8Array): string | undefined {
  if (startsWith(bytes, GZIP)) {
    return 'is compressed with gzip: unpack it first';
  }
  if (
    startsWith(bytes, UTF16_LE) ||
    startsWith(bytes, UTF16_BE) ||
    // Without a mark, every other byte of plain letters is zero.
    (bytes.length > 1 && (bytes[0] === 0) !== (bytes[1] === 0))
  ) {
    return 'is UTF-16: save it as UTF-8';
  }
  try {
    textOf(bytes);
    return undefined;
  } catch {
    const { before, byte } = firstFault(bytes);
    const lines = before.split('\n');
    const column = [...lines[lines.length - 1]].length + 1;
    return `is not UTF-8 at line ${
      lines.length
    }, column ${column}: the byte 0x${byte.toString(
      16,
    )} may be of Latin-1 or Windows-1252; save it as UTF-8`;
  }
}

/**
 * Says which word in a text keeps it from being JSON: `NaN` or `Infinity`, which programs write for numbers that JSON has not.
 *
 * @returns words that go on after the name of a file; undefined when there is none outside of strings
 *
 * @public
 */
export function describeNoNumber(text: string): string | undefined {
  // A string comes first, so that a word inside of one is passed over.
  for (const match of text.matchAll(
    /"(?:[^"\\]|\\.)*"|\b(?:NaN|Infinity)\b/g,
  )) {
    if (!match[0].startsWith('"')) {
      const line = text.slice(0, match.index).split('\n').length;
      return `has ${match[0]} at line ${line}, which is no number of JSON`;
    }
  }
  return undefined;
}

/**
 * Finds half of a surrogate pair in a parsed JSON value: UTF-8 can't hold it, so each reader makes something else of it.
 *
 * @returns the path of the first such text or name, such as `samples[3].output`; undefined when there is none
 *
 * @public
 */
export function findLoneSurrogate(value: unknown): string | undefined {
  return search(
    value,
    part => typeof part === 'string' && !isWellFormed(part),
    '',
  );
}

/**
 * Finds a number that JSON has not, `NaN` or infinite, in a value that is about to be written: `JSON.stringify` makes `null` of it.
 *
 * @returns the path of the first, such as `metrics[0].value`; undefined when there is none
 *
 * @public
 */
export function findNoNumber(value: unknown): string | undefined {
  return search(
    value,
    part => typeof part === 'number' && !Number.isFinite(part),
    '',
  );
}

function search(
  value: unknown,
  isBad: (part: unknown) => boolean,
  path: string,
): string | undefined {
  if (isBad(value)) {
    return path;
  }
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const isList = Array.isArray(value);
  for (const [key, part] of Object.entries(value)) {
    if (isBad(key)) {
      return path === '' ? 'a name' : `a name in ${path}`;
    }
    const name = path === '' ? key : `${path}.${key}`;
    const found = search(part, isBad, isList ? `${path}[${key}]` : name);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte);
}

/** The first byte that is none of UTF-8, and the text before it. */
function firstFault(bytes: Uint8Array): { before: string; byte: number } {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  let at = text.indexOf(REPLACEMENT);
  let offset = utf8(text.slice(0, at)).length;
  // The text itself may hold the character that stands for what can't be read.
  while (startsWith(bytes.subarray(offset), REPLACEMENT_BYTES)) {
    at = text.indexOf(REPLACEMENT, at + 1);
    offset = utf8(text.slice(0, at)).length;
  }
  return { before: text.slice(0, at), byte: bytes[offset] };
}
