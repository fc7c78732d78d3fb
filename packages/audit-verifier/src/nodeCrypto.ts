import type {
  Sha256,
  Sha256Stream,
  VerifyBytes,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { createHash, createPublicKey, verify } from 'node:crypto';

/** @internal */
export const sha256: Sha256 = bytes =>
  createHash('sha256').update(bytes).digest();

/** @internal */
export const createSha256 = (): Sha256Stream => createHash('sha256');

/** @internal */
export const verifyEd25519: VerifyBytes = (publicKey, data, signature) => {
  const x = Buffer.from(publicKey).toString('base64url');
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x },
    format: 'jwk',
  });
  return verify(null, data, key, signature);
};
