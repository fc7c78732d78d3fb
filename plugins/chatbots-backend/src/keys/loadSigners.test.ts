import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { Signer } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { generateKeyPairSync } from 'node:crypto';
import { loadSigners } from './loadSigners';
import { PemSigner } from './PemSigner';
import { SignerRegistry } from './SignerRegistry';

const path = 'chatbots.audit.signingKey';

function load(audit: JsonObject = {}, signers: Signer[] = []) {
  const logger = mockServices.logger.mock();
  const registry = new SignerRegistry();
  signers.forEach(signer => registry.addSigner(signer));
  const keys = loadSigners('audit', {
    config: mockServices.rootConfig({ data: { chatbots: { audit } } }),
    logger,
    registry,
  });
  return { ...keys, logger };
}

const withKey = (privateKey: string) => ({ signingKey: { privateKey } });

function pemOf(type: 'ed25519' | 'x25519'): string {
  const { privateKey } =
    type === 'ed25519'
      ? generateKeyPairSync('ed25519')
      : generateKeyPairSync('x25519');
  return String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
}

describe('loadSigners', () => {
  const { NODE_ENV } = process.env;
  afterEach(() => {
    Reflect.set(process.env, 'NODE_ENV', NODE_ENV);
  });

  it('takes the key that config has, the same each time', () => {
    const audit = withKey(pemOf('ed25519'));
    const { signer, logger } = load(audit);
    expect(signer.publicKey.pem).toBe(load(audit).signer.publicKey.pem);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('makes a key for the process in development, and says so', () => {
    const { signer, logger } = load();
    expect(signer.publicKey.bytes).toHaveLength(32);
    expect(logger.warn).toHaveBeenCalledWith(expect.stringContaining(path));
  });

  it('refuses to start without a key or a signer in production', () => {
    Reflect.set(process.env, 'NODE_ENV', 'production');
    expect(() => load()).toThrow(
      `Config ${path}.privateKey is missing, and chatbots.audit.signer names no signer`,
    );
    const kms = PemSigner.generate('kms');
    expect(load({ signer: 'kms' }, [kms]).signer.id).toBe('kms');
  });

  it('refuses another kind of key, without quoting it', () => {
    expect(() => load(withKey(pemOf('x25519')))).toThrow(
      'is not an Ed25519 key',
    );
    expect(() => load(withKey('my secret'))).toThrow(/^((?!my secret).)*$/);
    expect(() => load(withKey('my secret'))).toThrow(
      'is not a private key in PEM',
    );
  });

  it('takes the signer that config names before the key in config', () => {
    const kms = PemSigner.generate('kms');
    const other = PemSigner.generate('other');
    const { signer } = load({ ...withKey(pemOf('ed25519')), signer: 'kms' }, [
      other,
      kms,
    ]);
    expect(signer.publicKey.pem).toBe(kms.publicKey);
  });

  it('refuses the name of a signer that nobody added, and names those there are', () => {
    expect(() =>
      load({ signer: 'kms' }, [PemSigner.generate('vault')]),
    ).toThrow(
      "Config chatbots.audit.signer names the signer 'kms', and no module added it; there are: vault",
    );
  });

  it('refuses two signers with one id, the one in config included', () => {
    const two = () => [PemSigner.generate('kms'), PemSigner.generate('kms')];
    expect(() => load({}, two())).toThrow("There are two signers 'kms'");
    expect(() =>
      load(withKey(pemOf('ed25519')), [PemSigner.generate('pem-audit')]),
    ).toThrow("There are two signers 'pem-audit'");
  });

  it.each([
    [
      { algorithm: 'ES256' as 'Ed25519' },
      "Signer 'kms' signs with 'ES256'; checkpoints and permits take Ed25519 only",
    ],
    [
      { publicKey: 'AAAA' },
      "The public key of signer 'kms' is not a public key in PEM",
    ],
    [
      { publicKey: pemOf('ed25519') },
      "The public key of signer 'kms' is not a public key in PEM",
    ],
    [{ id: '' }, 'The id of a signer has 1 to 100 characters and no spaces'],
  ])('refuses a signer with %j', (wrong, message) => {
    const { id, algorithm, publicKey } = PemSigner.generate('kms');
    const sign = async () => new Uint8Array(64);
    expect(() =>
      load({}, [{ id, algorithm, publicKey, sign, ...wrong }]),
    ).toThrow(message);
  });

  it('lists every key that verifies once, the one that signs first', () => {
    const [kms, former, next] = ['kms', 'former', 'next'].map(id =>
      PemSigner.generate(id),
    );
    const { publicKeys } = load(
      {
        signer: 'kms',
        verifyingKeys: [former, kms, next].map(({ publicKey }) => publicKey),
      },
      [kms],
    );
    expect(publicKeys.map(({ pem }) => pem)).toEqual(
      [kms, former, next].map(({ publicKey }) => publicKey),
    );
  });

  it('refuses a verifying key that is private or no key, without quoting it', () => {
    const secret = pemOf('ed25519');
    expect(() => load({ verifyingKeys: [secret] })).toThrow(
      /^Config chatbots.audit.verifyingKeys\[0\] is not a public key in PEM$/,
    );
  });
});
