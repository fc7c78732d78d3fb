import { createHash } from 'node:crypto';

/** SHA-256 as the pure rules of chatbots-common take it. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

/** SHA-256 of a text's UTF-8 bytes, in hexadecimal. */
export function sha256Text(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
