import {
  sha256Hex,
  type Sha256,
  equalBytes,
  fromBase64,
} from '@chatbot-portal/transparency-log';
import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { PermitKey } from '@chatbot-portal/backstage-plugin-chatbots-governance';

/** What stands before the raw key in an Ed25519 SubjectPublicKeyInfo (RFC 8410). */
const SPKI_PREFIX = Uint8Array.of(
  ...[0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00],
);

/**
 * Reads a file of pinned public keys, as the portal's well-known address gives it:
 * `{"keys": [{"use", "keyId", "publicKeyPem"}, …]}`. Keys of another use are left
 * out.
 *
 * @throws InputError with reason `input-invalid` when no permit key is left, or a
 * key's id is not that of the key
 *
 * @public
 */
export function parsePermitKeys(text: string, sha256: Sha256): PermitKey[] {
  const keys = parseKeys(text)
    .filter(({ use }) => use === 'permit')
    .map(({ keyId, publicKeyPem }) => {
      const publicKey = rawKeyOfPem(publicKeyPem);
      if (
        typeof keyId !== 'string' ||
        !publicKey ||
        sha256Hex(publicKey, sha256) !== keyId
      ) {
        throw invalid(
          `The pinned key '${keyId}' is not an Ed25519 key of that id`,
        );
      }
      return { keyId, publicKey };
    });
  if (keys.length === 0) {
    throw invalid('The file of pinned keys holds no key for permits');
  }
  return keys;
}

/**
 * The raw 32 bytes of an Ed25519 public key in PEM; undefined for any other key.
 *
 * @public
 */
export function rawKeyOfPem(pem: unknown): Uint8Array | undefined {
  const match =
    typeof pem === 'string' &&
    /^-----BEGIN PUBLIC KEY-----\s+([A-Za-z0-9+/=]+)\s+-----END PUBLIC KEY-----\s*$/.exec(
      pem,
    );
  const der = match && fromBase64(match[1]);
  return der &&
    der.length === SPKI_PREFIX.length + 32 &&
    equalBytes(der.subarray(0, SPKI_PREFIX.length), SPKI_PREFIX)
    ? der.subarray(SPKI_PREFIX.length)
    : undefined;
}

function parseKeys(text: string): Record<string, unknown>[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw errorWithReason(
      'input-invalid',
      'The file of pinned keys is no JSON',
      {
        cause,
      },
    );
  }
  const keys: unknown =
    typeof value === 'object' && value !== null
      ? Reflect.get(value, 'keys')
      : undefined;
  if (!Array.isArray(keys)) {
    throw invalid('The file of pinned keys has no list of keys');
  }
  return keys.map((key: unknown) =>
    typeof key === 'object' && key !== null
      ? Object.fromEntries(Object.entries(key))
      : {},
  );
}

function invalid(message: string) {
  return errorWithReason('input-invalid', message, {
    hint: 'Pin the keys that the portal publishes at /api/chatbots/.well-known/chatbot-portal/keys.',
  });
}
