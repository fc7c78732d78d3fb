import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { Signer } from '../signers';

/**
 * What {@link describeSigner} needs.
 *
 * @public
 */
export interface SignerContract {
  /** What the tests are named after. */
  name: string;
  /** Makes a signer whose key can be used. Called before each test. */
  create(): Promise<Signer> | Signer;
}

/**
 * Tests whether a signer keeps its contract: it signs exactly the bytes that it is given with the key that it publishes.
 *
 * @public
 */
export function describeSigner(contract: SignerContract): void {
  describe(`the signer ${contract.name}`, () => {
    let signer: Signer;

    const sign = (data: Uint8Array) =>
      signer.sign(data, { signal: new AbortController().signal });
    const isValid = (data: Uint8Array, signature: Uint8Array) =>
      verify(null, data, createPublicKey(signer.publicKey), signature);

    beforeEach(async () => {
      signer = await contract.create();
    });

    it('has an id of at most 100 characters', () => {
      expect(signer.id).toMatch(/^\S{1,100}$/);
    });

    it('publishes an Ed25519 key as SubjectPublicKeyInfo in PEM', () => {
      expect(signer.algorithm).toBe('Ed25519');
      expect(signer.publicKey).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
      expect(createPublicKey(signer.publicKey).asymmetricKeyType).toBe(
        'ed25519',
      );
    });

    it('publishes no private key', () => {
      expect(JSON.stringify(signer)).not.toContain('PRIVATE KEY');
      expect(signer.publicKey).not.toContain('PRIVATE KEY');
    });

    it.each([0, 1, 32, 64, 4096, 65_536])(
      'signs %i bytes as they are',
      async length => {
        const data = randomBytes(length);
        const signature = await sign(data);
        expect(signature).toHaveLength(64);
        expect(isValid(data, signature)).toBe(true);
        expect(isValid(Buffer.concat([data, Buffer.of(0)]), signature)).toBe(
          false,
        );
      },
    );

    it('leaves the bytes that it signs alone', async () => {
      const data = randomBytes(64);
      const before = Buffer.from(data);
      await sign(data);
      expect(before.equals(data)).toBe(true);
    });

    it('signs several texts at once', async () => {
      const texts = Array.from({ length: 8 }, (_, n) => Buffer.alloc(40, n));
      const signatures = await Promise.all(texts.map(sign));
      expect(texts.map((text, n) => isValid(text, signatures[n]))).toEqual(
        texts.map(() => true),
      );
    });
  });
}
