import { mockServices } from '@backstage/backend-test-utils';
import { Signer } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { describeSigner } from '@chatbot-portal/backstage-plugin-chatbots-node/testUtils';
import { verifyEd25519 } from '@chatbot-portal/transparency-log/node';
import { CheckedSigner } from './CheckedSigner';
import { PemSigner } from './PemSigner';

const DATA = Buffer.from('to be signed');

describeSigner({
  name: 'with a key in PEM',
  create: () => PemSigner.generate('pem'),
});

type Sign = (
  this: PemSigner,
  ...args: Parameters<Signer['sign']>
) => Promise<Uint8Array>;

function setUp(sign: Sign, timeoutMs?: number) {
  const own = PemSigner.generate('kms');
  const logger = mockServices.logger.mock();
  const signer = new CheckedSigner({
    signer: {
      id: 'kms',
      algorithm: 'Ed25519',
      publicKey: own.publicKey,
      sign: (data, options) => sign.call(own, data, options),
    },
    logger,
    timeoutMs,
  });
  return { signer, logger };
}

describe('CheckedSigner', () => {
  it('returns a signature that the public key verifies', async () => {
    const { signer, logger } = setUp(PemSigner.prototype.sign);
    const signature = await signer.sign(DATA);
    expect(verifyEd25519(signer.publicKey.bytes, DATA, signature)).toBe(true);
    expect(logger.error).not.toHaveBeenCalled();
  });

  it.each<[string, Sign]>([
    ['of another key', data => PemSigner.generate('other').sign(data)],
    [
      'of other bytes',
      function ofOther(this: PemSigner, data) {
        return this.sign(Buffer.concat([data, Buffer.of(1)]));
      },
    ],
    ['of zeros', async () => new Uint8Array(64)],
    ['that is too short', async () => new Uint8Array(63)],
    ['that is empty', async () => new Uint8Array(0)],
  ])('refuses a signature %s, and logs it', async (_what, sign) => {
    const { signer, logger } = setUp(sign);
    await expect(signer.sign(DATA)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      reason: 'signer-unavailable',
      message:
        "Signer 'kms' returned a signature that its public key does not verify",
    });
    expect(logger.error).toHaveBeenCalledTimes(1);
  });

  it('refuses a signature of bytes that the signer changed', async () => {
    const { signer } = setUp(async function change(this: PemSigner, data) {
      data[0] = 0;
      return this.sign(data);
    });
    const data = Buffer.from(DATA);
    await expect(signer.sign(data)).rejects.toMatchObject({
      reason: 'signer-unavailable',
    });
    expect(data).toEqual(DATA);
  });

  it('passes on none of what a failing signer says', async () => {
    const { signer, logger } = setUp(async () => {
      throw new Error('token=hunter2 was refused');
    });
    const error = await signer.sign(DATA).catch(e => e);
    expect(error).toMatchObject({ reason: 'signer-unavailable' });
    expect(error.message).toBe("Signer 'kms' did not sign");
    expect(logger.error).toHaveBeenCalledTimes(1);
  });

  it('gives up on a signer that does not answer, and tells it so', async () => {
    let aborted = false;
    const { signer } = setUp(
      (_data, { signal }) =>
        new Promise(() => {
          signal.addEventListener('abort', () => {
            aborted = true;
          });
        }),
      20,
    );
    await expect(signer.sign(DATA)).rejects.toMatchObject({
      message: "Signer 'kms' did not sign",
    });
    expect(aborted).toBe(true);
  });
});
