import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  KeyObject,
  sign,
} from 'node:crypto';

/** An Ed25519 key that signs; the private part stays inside. */
export class SigningKey {
  /** Raw public key, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** The public key in PEM (SubjectPublicKeyInfo). */
  readonly publicKeyPem: string;
  readonly #privateKey: KeyObject;

  /** Reads PKCS #8 in PEM. Throws without quoting the text when it is no Ed25519 key. */
  static fromPem(pem: string): SigningKey {
    let key: KeyObject;
    try {
      key = createPrivateKey(pem);
    } catch {
      throw new Error('is not a private key in PEM');
    }
    if (key.asymmetricKeyType !== 'ed25519') {
      throw new Error('is not an Ed25519 key');
    }
    return new SigningKey(key);
  }

  /** A key that lives as long as the process. */
  static generate(): SigningKey {
    return new SigningKey(generateKeyPairSync('ed25519').privateKey);
  }

  private constructor(privateKey: KeyObject) {
    this.#privateKey = privateKey;
    const publicKey = createPublicKey(privateKey);
    this.publicKeyPem = String(
      publicKey.export({ type: 'spki', format: 'pem' }),
    );
    // The raw key is the end of the fixed-length SubjectPublicKeyInfo (RFC 8410).
    this.publicKey = publicKey
      .export({ type: 'spki', format: 'der' })
      .subarray(-32);
  }

  /** Signs; 64 bytes come back. */
  readonly sign = (data: Uint8Array): Uint8Array =>
    sign(null, data, this.#privateKey);
}
