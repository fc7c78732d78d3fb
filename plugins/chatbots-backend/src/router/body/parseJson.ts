import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import {
  describeEncoding,
  describeNoNumber,
  findLoneSurrogate,
  textOf,
} from '@chatbot-portal/transparency-log';

/** Most levels of lists and objects in a body. Stands in the API document too. */
export const MAX_DEPTH = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/**
 * Parses the bytes of a body as JSON. Throws `body-too-deep`, or `input-invalid` for what is no JSON in UTF-8, or holds U+0000 or
 * half of a surrogate pair, which PostgreSQL keeps in no text.
 */
export function parseJson(bytes: Buffer): unknown {
  assertPlain(bytes);
  let body: unknown;
  try {
    // A byte order mark before it is no part of the JSON (RFC 8259, 8.1).
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    const why = describeEncoding(bytes) ?? describeNoNumber(textOf(bytes));
    throw errorWithReason(
      'input-invalid',
      `The body ${why ?? 'is not valid JSON in UTF-8'}`,
    );
  }
  // Written as an escape: bytes that are UTF-8 hold no half of a pair.
  const half = /\\u[dD][89a-fA-F]/.test(bytes.toString('latin1'))
    ? findLoneSurrogate(body)
    : undefined;
  if (half !== undefined) {
    throw errorWithReason(
      'input-invalid',
      `The body has half of a surrogate pair in ${half || 'its text'}`,
      {
        hint: 'Cut texts by characters, not by UTF-16 code units.',
        details: { path: half },
      },
    );
  }
  return body;
}

/** Counts levels byte by byte, so that nothing that walks a parsed body by recursion can run out of stack. */
function assertPlain(bytes: Buffer): void {
  let depth = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = endOfText(bytes, at + 1);
    } else if (OPENING.has(byte)) {
      depth += 1;
      if (depth > MAX_DEPTH) {
        throw errorWithReason(
          'body-too-deep',
          `The body has more than ${MAX_DEPTH} levels`,
        );
      }
    } else if (CLOSING.has(byte)) {
      depth -= 1;
    }
  }
}

/** Where the text that begins at an index ends: at its closing quote. */
function endOfText(bytes: Buffer, begin: number): number {
  let at = begin;
  while (at < bytes.length && bytes[at] !== QUOTE) {
    if (bytes[at] === BACKSLASH) {
      if (bytes.toString('latin1', at, at + 6) === '\\u0000') {
        throw errorWithReason(
          'input-invalid',
          'The body holds the character U+0000, which no text may have',
        );
      }
      at += 1;
    }
    at += 1;
  }
  return at;
}
