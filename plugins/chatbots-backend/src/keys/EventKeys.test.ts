import { mockServices } from '@backstage/backend-test-utils';
import { createHmac } from 'node:crypto';
import { EventKeys } from './EventKeys';
import { loadEventKeys } from './loadEventKeys';

const ORIGIN = 'portal.test/chatbots';
const bytes = (value: number) => Buffer.alloc(32, value);
const secret = (value: number) => bytes(value).toString('base64');

function create(...keys: { id: string; secret: string }[]) {
  return EventKeys.create({ origin: ORIGIN, keys });
}

describe('EventKeys', () => {
  it('make HMAC-SHA-256 of origin, zero byte and text with the first key', () => {
    const keys = create(
      { id: 'new', secret: secret(1) },
      { id: 'old', secret: secret(2) },
    );
    const expected = createHmac('sha256', bytes(1))
      .update(Buffer.from('portal.test/chatbots\0{"ü":1}'))
      .digest('base64');
    expect(keys.sign('{"ü":1}')).toEqual({ mac: expected, mac_key_id: 'new' });
  });

  it('verify what any of them made', () => {
    const old = create({ id: 'old', secret: secret(2) });
    const both = create(
      { id: 'new', secret: secret(1) },
      { id: 'old', secret: secret(2) },
    );
    const mac = old.sign('text');
    expect(both.verify('text', mac)).toBeUndefined();
    expect(both.verify('text ', mac)).toBe('mac-invalid');
    expect(both.verify('text', { ...mac, mac_key_id: 'new' })).toBe(
      'mac-invalid',
    );
    expect(old.verify('text', both.sign('text'))).toBe('mac-key-unknown');
  });

  it.each([
    [{ mac: null, mac_key_id: null }, 'mac-missing'],
    [{ mac: 'x', mac_key_id: null }, 'mac-missing'],
    [{ mac: null, mac_key_id: 'old' }, 'mac-missing'],
    [{ mac: Buffer.from('x'), mac_key_id: 'old' }, 'mac-missing'],
    [{ mac: '', mac_key_id: 'old' }, 'mac-invalid'],
    [{ mac: 'AAAA', mac_key_id: 'old' }, 'mac-invalid'],
    [{ mac: secret(0), mac_key_id: 'old' }, 'mac-invalid'],
    [{ mac: secret(0), mac_key_id: '__proto__' }, 'mac-key-unknown'],
  ])('take %j for %s', (mac, problem) => {
    const keys = create({ id: 'old', secret: secret(2) });
    expect(keys.verify('text', mac)).toBe(problem);
  });

  it.each([
    ['no key', [], 'is an empty list'],
    [
      'an id twice',
      [
        { id: 'a', secret: secret(1) },
        { id: 'a', secret: secret(2) },
      ],
      "has the id 'a' twice",
    ],
    ['an id with blanks', [{ id: 'a b', secret: secret(1) }], 'has an id'],
    ['an empty id', [{ id: '', secret: secret(1) }], 'has an id'],
    [
      'a secret of 31 bytes',
      [{ id: 'a', secret: Buffer.alloc(31).toString('base64') }],
      'is not the base64 of 32 bytes',
    ],
    [
      'a secret in hexadecimal',
      [{ id: 'a', secret: bytes(1).toString('hex') }],
      'is not the base64 of 32 bytes',
    ],
  ])('refuse %s', (_what, keys, message) => {
    expect(() => create(...keys)).toThrow(message);
  });

  it('do not quote a secret that they refuse', () => {
    expect(() => create({ id: 'a', secret: 'my secret' })).toThrow(
      /^((?!my secret).)*$/,
    );
  });
});

describe('loadEventKeys', () => {
  const { NODE_ENV } = process.env;
  afterEach(() => {
    Reflect.set(process.env, 'NODE_ENV', NODE_ENV);
  });

  function load(eventKeys?: { id: string; secret: string }[]) {
    const logger = mockServices.logger.mock();
    const data = eventKeys ? { chatbots: { audit: { eventKeys } } } : {};
    const keys = loadEventKeys({
      config: mockServices.rootConfig({ data }),
      logger,
      origin: ORIGIN,
    });
    return { keys, logger };
  }

  it('takes the keys that config names, and the line end of a file with them', () => {
    const { keys, logger } = load([{ id: 'a', secret: `${secret(1)}\n` }]);
    expect(keys.sign('text')).toEqual(
      create({ id: 'a', secret: secret(1) }).sign('text'),
    );
    expect(keys.ephemeral).toBe(false);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('makes one for the process in development, and says so', () => {
    const { keys, logger } = load();
    expect(keys.verify('text', keys.sign('text'))).toBeUndefined();
    expect(keys.ephemeral).toBe(true);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('chatbots.audit.eventKeys is missing'),
    );
    expect(load().keys.verify('text', keys.sign('text'))).toBe(
      'mac-key-unknown',
    );
  });

  it('refuses to start without one in production', () => {
    Reflect.set(process.env, 'NODE_ENV', 'production');
    expect(() => load()).toThrow(
      'Config chatbots.audit.eventKeys is missing; make a secret with: openssl rand -base64 32',
    );
  });

  it('refuses an empty list, in development too', () => {
    expect(() => load([])).toThrow(
      'Config chatbots.audit.eventKeys is an empty list',
    );
  });
});

describe('EventKeys of a log that had other names', () => {
  const keys = EventKeys.create({
    origin: `${ORIGIN}/3`,
    keys: [{ id: 'a', secret: secret(1) }],
    former: [
      { origin: ORIGIN, below: 5 },
      { origin: `${ORIGIN}/2`, below: 9 },
    ],
  });
  const under = (origin: string) =>
    EventKeys.create({ origin, keys: [{ id: 'a', secret: secret(1) }] }).sign(
      'text',
    );

  it.each([
    [0, ORIGIN],
    [4, ORIGIN],
    ['5', `${ORIGIN}/2`],
    [8, `${ORIGIN}/2`],
    [9, `${ORIGIN}/3`],
    [null, `${ORIGIN}/3`],
  ])('take the event of number %s under the name %s alone', (number, name) => {
    for (const origin of [ORIGIN, `${ORIGIN}/2`, `${ORIGIN}/3`]) {
      expect(keys.of(number).verify('text', under(origin))).toBe(
        origin === name ? undefined : 'mac-invalid',
      );
    }
  });

  it('write under the name of now', () => {
    expect(keys.sign('text')).toEqual(under(`${ORIGIN}/3`));
  });
});
