import { Signer } from '@chatbot-portal/backstage-plugin-chatbots-node';
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  KeyObject,
  sign,
} from 'node:crypto';

/** Signs with an Ed25519 key in this process; the private part stays inside. */
export class PemSigner implements Signer {
  readonly id: string;
  readonly algorithm = 'Ed25519';
  readonly publicKey: string;
  readonly #privateKey: KeyObject;

  /** Reads PKCS #8 in PEM. Throws without quoting the text when it is no Ed25519 key. */
  static fromPem(id: string, pem: string): PemSigner {
    let key: KeyObject;
    try {
      key = createPrivateKey(pem);
    } catch {
      throw new Error('is not a private key in PEM');
    }
    if (key.asymmetricKeyType !== 'ed25519') {
      throw new Error('is not an Ed25519 key');
    }
    return new PemSigner(id, key);
  }

  /** A signer whose key lives as long as the process. */
  static generate(id: string): PemSigner {
    return new PemSigner(id, generateKeyPairSync('ed25519').privateKey);
  }

  private constructor(id: string, privateKey: KeyObject) {
    this.id = id;
    this.#privateKey = privateKey;
    this.publicKey = String(
      createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }),
    );
  }

  async sign(data: Uint8Array): Promise<Uint8Array> {
    return sign(null, data, this.#privateKey);
  }
}
