import { readFileSync } from 'node:fs';

const BOM = '\ufeff';
const REPLACEMENT = '\ufffd';

/**
 * The text of a file, exactly as its bytes have it: a byte order mark and the ends of lines are kept, so that the digest of the
 * text is the digest of the bytes. What is no UTF-8 is refused: read with replacements, two files would have one text.
 *
 * @throws Error that names the file, the line and the column
 */
export function readText(path: string): string {
  const bytes = readFileSync(path);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    throw new Error(`${path} is compressed with gzip: unpack it first`);
  }
  const [first, second] = bytes;
  const hasMark = first === 0xff || first === 0xfe;
  if (
    (hasMark && (second === 0xff || second === 0xfe)) ||
    (bytes.length > 1 && (first === 0) !== (second === 0))
  ) {
    throw new Error(`${path} is UTF-16: save it as UTF-8`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      bytes,
    );
  } catch (cause) {
    const at = firstFault(bytes);
    const lines = bytes.toString('utf8', 0, at).split('\n');
    const column = [...(lines.at(-1) ?? '')].length + 1;
    const byte = bytes[at]?.toString(16);
    throw new Error(
      `${path}:${lines.length}:${column} is not UTF-8: the byte 0x${byte} may be of Latin-1 or Windows-1252; save the file as UTF-8`,
      { cause },
    );
  }
}

/** The text without the byte order mark that it may begin with, for whoever reads more than characters in it. */
export function withoutMark(text: string): string {
  return text.startsWith(BOM) ? text.slice(BOM.length) : text;
}

/** JSON in a file that people write. A byte order mark before it is passed over. */
export function readJsonFile(path: string): unknown {
  return parseJson(withoutMark(readText(path)), path);
}

/**
 * Parses JSON, and says where a number stands that JSON has not.
 *
 * @throws Error that begins with `where`
 */
export function parseJson(json: string, where: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    // A string comes first, so that a word inside of one is passed over.
    const words = json.matchAll(/"(?:[^"\\]|\\.)*"|\b(?:NaN|Infinity)\b/g);
    const word = [...words].find(([found]) => !found.startsWith('"'));
    throw new Error(
      word === undefined
        ? `${where} is not valid JSON`
        : `${where} has ${word[0]}, which is no number of JSON: write null or leave it out`,
      { cause },
    );
  }
}

/** What of a text an editor may have added unseen, and the model reads all the same. */
export function unseenParts(path: string, text: string): string[] {
  return [
    ...(text.startsWith(BOM)
      ? [`${path} begins with a byte order mark (BOM)`]
      : []),
    ...(text.includes('\r\n') ? [`${path} has lines that end in CRLF`] : []),
  ];
}

function firstFault(bytes: Buffer): number {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  let end = text.indexOf(REPLACEMENT);
  let at = Buffer.byteLength(text.slice(0, end));
  // The text itself may hold the character that stands for what can't be read.
  while (bytes.toString('latin1', at, at + 3) === '\xef\xbf\xbd') {
    end = text.indexOf(REPLACEMENT, end + 1);
    at = Buffer.byteLength(text.slice(0, end));
  }
  return at;
}
