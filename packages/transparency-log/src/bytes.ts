import { TransparencyLogError } from './TransparencyLogError';

const HEX_SHA256 = /^[0-9a-f]{64}$/;

/** UTF-8 bytes of a text. @public */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/**
 * Text of UTF-8 bytes; a byte order mark is kept, as every byte is.
 *
 * @throws TransparencyLogError with code `not-utf8`
 *
 * @public
 */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      bytes,
    );
  } catch (cause) {
    throw new TransparencyLogError('not-utf8', 'The bytes are not UTF-8', {
      cause,
    });
  }
}

/** Whether UTF-8 can hold the text: no half of a surrogate pair stands alone. @public */
export function isWellFormed(text: string): boolean {
  return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(
    text,
  );
}

/** Lower-case hexadecimal digits. @public */
export function toHex(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) {
    hex += byte.toString(16).padStart(2, '0');
  }
  return hex;
}

/** Bytes of lower-case hexadecimal digits; undefined for anything else. @public */
export function fromHex(hex: string): Uint8Array | undefined {
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/.test(hex)) {
    return undefined;
  }
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  }
  return bytes;
}

/** Base64 with padding (RFC 4648, section 4). @public */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let i = 0; i < bytes.length; i += 8192) {
    binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  }
  return btoa(binary);
}

/**
 * Bytes of a base64 text; undefined unless it is the one spelling that
 * {@link toBase64} gives. `atob` alone also takes blanks, missing padding and
 * stray bits, so that several texts would stand for the same bytes.
 *
 * @public
 */
export function fromBase64(text: string): Uint8Array | undefined {
  try {
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) {
      bytes[i] = binary.charCodeAt(i);
    }
    return toBase64(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** One array of the bytes of several. @public */
export function concatBytes(...parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(
    parts.reduce((length, part) => length + part.length, 0),
  );
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

/** Whether two arrays hold the same bytes. For public values only: not in constant time. @public */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** Whether a text is a SHA-256 digest as written everywhere here: 64 lower-case hexadecimal digits. @public */
export function isSha256Hex(value: unknown): value is string {
  return typeof value === 'string' && HEX_SHA256.test(value);
}

/** SHA-256 as 64 lower-case hexadecimal digits. @public */
export function sha256Hex(
  bytes: Uint8Array,
  sha256: (bytes: Uint8Array) => Uint8Array,
): string {
  return toHex(sha256(bytes));
}
