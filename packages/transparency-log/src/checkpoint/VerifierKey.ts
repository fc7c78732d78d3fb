import { TransparencyLogError } from '../TransparencyLogError';
import type { Sha256 } from '../Sha256';
import { concatBytes, fromBase64, toBase64, toHex, utf8 } from '../bytes';

/** Ed25519 as signed notes number it. */
const ED25519 = 0x01;

/**
 * A public key that signs notes (C2SP signed-note).
 *
 * @public
 */
export interface VerifierKey {
  /** Who signs; compared exactly. */
  name: string;
  /** First 4 bytes of SHA-256(name, newline, 0x01, public key), as 8 hex digits. */
  keyId: string;
  /** Raw Ed25519 key, 32 bytes. */
  publicKey: Uint8Array;
}

/**
 * Makes the verifier key of a name and a raw Ed25519 public key.
 *
 * @public
 */
export function createVerifierKey(
  name: string,
  publicKey: Uint8Array,
  sha256: Sha256,
): VerifierKey {
  if (!isKeyName(name)) {
    throw invalid(`'${name}' is no key name`);
  }
  if (publicKey.length !== 32) {
    throw invalid('An Ed25519 public key has 32 bytes');
  }
  const hash = sha256(
    concatBytes(utf8(`${name}\n`), Uint8Array.of(ED25519), publicKey),
  );
  return { name, keyId: toHex(hash.subarray(0, 4)), publicKey };
}

/**
 * The key as one line, `name+keyid+base64`: what an auditor pins.
 *
 * @public
 */
export function formatVerifierKey(key: VerifierKey): string {
  const encoded = toBase64(concatBytes(Uint8Array.of(ED25519), key.publicKey));
  return `${key.name}+${key.keyId}+${encoded}`;
}

/**
 * Reads {@link formatVerifierKey}'s line. The key id must be that of name and key.
 *
 * @throws TransparencyLogError with code `checkpoint-invalid`
 *
 * @public
 */
export function parseVerifierKey(line: string, sha256: Sha256): VerifierKey {
  // The base64 text may hold '+' too; name and key id can't.
  const match = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(line);
  const encoded = match && fromBase64(match[3]);
  if (!match || !encoded || encoded[0] !== ED25519) {
    throw invalid('The verifier key is not of the form name+keyid+base64');
  }
  const key = createVerifierKey(match[1], encoded.subarray(1), sha256);
  if (key.keyId !== match[2]) {
    throw invalid(`The verifier key's id ${match[2]} is not that of its key`);
  }
  return key;
}

/** A key name holds neither blanks nor '+', which separate the parts of a line. @internal */
export function isKeyName(name: string): boolean {
  return /^[^\s+\p{C}]+$/u.test(name);
}

function invalid(message: string) {
  return new TransparencyLogError('checkpoint-invalid', message);
}
