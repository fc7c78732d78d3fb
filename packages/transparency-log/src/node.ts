/**
 * SHA-256 and Ed25519 by `node:crypto`, in the shapes that the package takes, and texts of files.
 *
 * @packageDocumentation
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { textOf } from './bytes';
import { describeEncoding } from './text';

/** SHA-256 of bytes. @public */
export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}

/** SHA-256 of a text's UTF-8 bytes, in hexadecimal. @public */
export function sha256Text(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** SHA-256 over data that comes in pieces. @public */
export function createSha256(): {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
} {
  return createHash('sha256');
}

/** Verifies an Ed25519 signature with a raw public key of 32 bytes. @public */
export function verifyEd25519(
  publicKey: Uint8Array,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const x = Buffer.from(publicKey).toString('base64url');
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x },
    format: 'jwk',
  });
  return verify(null, data, key, signature);
}

/**
 * The text of a file as its bytes have it: a byte order mark is kept, and what is no UTF-8 is refused rather than replaced, since
 * two files would then have one text.
 *
 * @throws Error that names the file, and what it is instead
 *
 * @public
 */
export async function readTextFile(path: string): Promise<string> {
  const bytes = await readFile(path);
  const why = describeEncoding(bytes);
  if (why !== undefined) {
    throw new Error(`${path} ${why}`);
  }
  return textOf(bytes);
}
