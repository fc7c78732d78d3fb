import { mockServices } from '@backstage/backend-test-utils';
import { generateKeyPairSync } from 'node:crypto';
import { loadSigningKey } from './loadSigningKey';

const path = 'chatbots.audit.signingKey';

function load(privateKey?: string) {
  const logger = mockServices.logger.mock();
  const data = privateKey
    ? { chatbots: { audit: { signingKey: { privateKey } } } }
    : {};
  const key = loadSigningKey({
    config: mockServices.rootConfig({ data }),
    logger,
    path,
  });
  return { key, logger };
}

function pemOf(type: 'ed25519' | 'x25519'): string {
  const { privateKey } =
    type === 'ed25519'
      ? generateKeyPairSync('ed25519')
      : generateKeyPairSync('x25519');
  return String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
}

describe('loadSigningKey', () => {
  const { NODE_ENV } = process.env;
  afterEach(() => {
    Reflect.set(process.env, 'NODE_ENV', NODE_ENV);
  });

  it('takes the key that config names, the same each time', () => {
    const pem = pemOf('ed25519');
    expect(load(pem).key.publicKey).toEqual(load(pem).key.publicKey);
    expect(load(pem).logger.warn).not.toHaveBeenCalled();
  });

  it('makes one for the process in development, and says so', () => {
    const { key, logger } = load();
    expect(key.publicKey).toHaveLength(32);
    expect(logger.warn).toHaveBeenCalledWith(expect.stringContaining(path));
  });

  it('refuses to start without one in production', () => {
    Reflect.set(process.env, 'NODE_ENV', 'production');
    expect(() => load()).toThrow(`Config ${path}.privateKey is missing`);
  });

  it('refuses another kind of key, without quoting it', () => {
    expect(() => load(pemOf('x25519'))).toThrow('is not an Ed25519 key');
    expect(() => load('my secret')).toThrow(/^((?!my secret).)*$/);
    expect(() => load('my secret')).toThrow('is not a private key in PEM');
  });
});
