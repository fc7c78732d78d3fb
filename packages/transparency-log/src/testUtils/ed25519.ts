import {
  createPrivateKey,
  createPublicKey,
  sign as nodeSign,
  webcrypto,
} from 'node:crypto';

/** An Ed25519 key pair made from a seed, so that vectors stay the same. @public */
export function keyPairOf(seed: string): {
  publicKey: Uint8Array;
  sign: (data: Uint8Array) => Uint8Array;
} {
  const privateKey = createPrivateKey({
    // The PKCS #8 wrapping of an Ed25519 seed (RFC 8410, section 7).
    key: Buffer.concat([
      Buffer.from('302e020100300506032b657004220420', 'hex'),
      Buffer.alloc(32, seed),
    ]),
    format: 'der',
    type: 'pkcs8',
  });
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  return {
    publicKey: new Uint8Array(Buffer.from(x!, 'base64url')),
    sign: data => new Uint8Array(nodeSign(null, data, privateKey)),
  };
}

/** Verifies an Ed25519 signature with WebCrypto, as a browser would. @public */
export async function verifyWithWebCrypto(
  publicKey: Uint8Array,
  data: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  return webcrypto.subtle.verify(
    'Ed25519',
    await webcrypto.subtle.importKey('raw', publicKey, 'Ed25519', false, [
      'verify',
    ]),
    signature,
    data,
  );
}
