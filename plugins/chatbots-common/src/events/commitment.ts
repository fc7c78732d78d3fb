import type { Sha256 } from '@chatbot-portal/transparency-log';
import {
  concatBytes,
  equalBytes,
  fromBase64,
  toBase64,
  utf8,
} from '@chatbot-portal/transparency-log';
import { errorWithReason } from '../errors';

/** Length of a salt, in bytes. Fixed, so that salt and text can't be shifted into each other. */
const SALT_LENGTH = 32;

/**
 * Commits to a free text without telling it: base64 of SHA-256(salt, text). When
 * salt and text are erased, nobody can find out what the text was, and the log
 * still verifies.
 *
 * @param salt - 32 random bytes, used for this text alone
 *
 * @public
 */
export function commitText(
  text: string,
  salt: Uint8Array,
  sha256: Sha256,
): string {
  if (salt.length !== SALT_LENGTH) {
    throw errorWithReason('input-invalid', `A salt has ${SALT_LENGTH} bytes`);
  }
  return toBase64(sha256(concatBytes(salt, utf8(text))));
}

/**
 * Whether a text and its salt (base64) are what was committed to.
 *
 * @public
 */
export function verifyCommitment(
  commitment: string,
  revealed: { text: string; salt: string },
  sha256: Sha256,
): boolean {
  const salt = fromBase64(revealed.salt);
  const committed = fromBase64(commitment);
  return (
    salt?.length === SALT_LENGTH &&
    committed !== undefined &&
    equalBytes(committed, sha256(concatBytes(salt, utf8(revealed.text))))
  );
}
