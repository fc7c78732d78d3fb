import { createHash, createPublicKey, KeyObject } from 'node:crypto';

/** An Ed25519 key that verifies what the portal signed. */
export class PublicKey {
  /** Raw, 32 bytes. */
  readonly bytes: Uint8Array;
  /** SubjectPublicKeyInfo in PEM. */
  readonly pem: string;

  /** Throws when the text is no Ed25519 public key in PEM. */
  static fromPem(pem: string): PublicKey {
    // node:crypto would take the public half of a private key, which must not stand where public keys are.
    if (!/^\s*-----BEGIN PUBLIC KEY-----/.test(pem)) {
      throw new Error('is not a public key in PEM');
    }
    let key: KeyObject;
    try {
      key = createPublicKey(pem);
    } catch {
      throw new Error('is not a public key in PEM');
    }
    if (key.asymmetricKeyType !== 'ed25519') {
      throw new Error('is not an Ed25519 key');
    }
    return new PublicKey(key);
  }

  private constructor(key: KeyObject) {
    this.pem = String(key.export({ type: 'spki', format: 'pem' }));
    // The raw key is the end of the fixed-length SubjectPublicKeyInfo (RFC 8410).
    this.bytes = key.export({ type: 'spki', format: 'der' }).subarray(-32);
  }

  /** SHA-256 of the raw key, in hexadecimal: short enough to read over the phone. */
  get fingerprint(): string {
    return createHash('sha256').update(this.bytes).digest('hex');
  }
}
