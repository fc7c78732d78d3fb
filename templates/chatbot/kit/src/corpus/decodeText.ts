import { DocumentRefused } from './loaders/Loader.ts';

const BINARY_SHARE = 0.005;
const DECLARED = /<meta[^>]+charset\s*=\s*["']?\s*([\w:-]+)/i;
const BEGINNING = 1024;

/** The text of a file, and in which encoding it was. */
export interface DecodedText {
  /** Without a byte order mark, with `\n` at the ends of lines, in Unicode's normal form C. */
  text: string;
  /** WHATWG name, for example `utf-8` or `windows-1252`. */
  encoding: string;
  /** True where nothing in the file says so, and the configured fallback was taken. */
  guessed: boolean;
}

/**
 * Decodes the bytes of a text: by its byte order mark, as UTF-8 where every byte fits, by what an HTML page declares, and by the
 * configured fallback. The encoding is never guessed from frequencies: short texts in Latin letters come out as Japanese then.
 *
 * @param fallback - WHATWG name of an encoding
 * @throws DocumentRefused for what is no text, or fits no encoding
 */
export function decodeText(bytes: Uint8Array, fallback: string): DecodedText {
  const marked = markOf(bytes);
  if (marked !== undefined) {
    return strictly(bytes, marked, false);
  }
  if (bytes.includes(0)) {
    throw new DocumentRefused(
      'binary',
      'holds zero bytes: no text, or UTF-16 without a byte order mark',
    );
  }
  const utf8 = decoded(bytes, 'utf-8');
  if (utf8 !== undefined) {
    return { text: normalized(utf8), encoding: 'utf-8', guessed: false };
  }
  if (controls(bytes) > bytes.length * BINARY_SHARE) {
    throw new DocumentRefused('binary', 'holds control characters: no text');
  }
  const head = new TextDecoder('windows-1252').decode(
    bytes.subarray(0, BEGINNING),
  );
  const declared = DECLARED.exec(head)?.[1];
  return declared !== undefined && isEncoding(declared)
    ? strictly(bytes, declared, false)
    : strictly(bytes, fallback, true);
}

/** Whether `TextDecoder` knows an encoding by this name. */
export function isEncoding(name: string): boolean {
  try {
    return new TextDecoder(name).encoding !== '';
  } catch {
    return false;
  }
}

/** Text in Unicode's normal form C, without marks that only a typesetter sees: they would keep a word from being found. */
export function normalized(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00ad\u200b\ufeff]/g, '')
    .normalize('NFC');
}

function markOf(bytes: Uint8Array): string | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) {
    return 'utf-8';
  }
  if (first === 0xff && second === 0xfe) {
    return 'utf-16le';
  }
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

function strictly(
  bytes: Uint8Array,
  encoding: string,
  guessed: boolean,
): DecodedText {
  const text = decoded(bytes, encoding);
  if (text === undefined) {
    throw new DocumentRefused(
      'undecodable',
      `is neither UTF-8 nor ${encoding}: save it as UTF-8`,
    );
  }
  if (text.includes('\0')) {
    throw new DocumentRefused('binary', 'holds zero characters: no text');
  }
  return { text: normalized(text), encoding, guessed };
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function controls(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) {
    // Tab, ends of lines, form feed, and the escape that ISO-2022-JP is written with are parts of texts.
    if (byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(byte)) {
      count += 1;
    }
  }
  return count;
}
