import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { AccessSettings } from './access.ts';
import { createApiKey, isApiKey, readApiKeys } from './apiKeys.ts';
import { assertMayListen, Door } from './Door.ts';

const none = AccessSettings.parse({ kind: 'none' });
const byKey = AccessSettings.parse({ kind: 'api-key' });
const intranet = createApiKey('intranet', ['hr']);
const shop = createApiKey('shop');
const keys = readApiKeys(JSON.stringify([intranet.entry, shop.entry]));

function request(
  headers: Record<string, string>,
  remoteAddress = '10.0.0.7',
): IncomingMessage {
  return { headers, socket: { remoteAddress } } as unknown as IncomingMessage;
}

function bearer(token: string): IncomingMessage {
  return request({ authorization: `Bearer ${token}` });
}

test('names the holder of a key, with their groups', async () => {
  const door = Door.create({ access: byKey, keys, trustProxy: false });
  assert.deepEqual(await door.callerOf(bearer(intranet.key)), {
    subject: 'key:intranet',
    groups: ['hr'],
  });
  assert.deepEqual((await door.callerOf(bearer(shop.key))).groups, []);
});

const refusals: [name: string, code: string, given: IncomingMessage][] = [
  ['no key', 'sign-in-needed', request({})],
  ['an unknown key', 'api-key-unknown', bearer(createApiKey('x').key)],
  ['the hash of a key', 'api-key-unknown', bearer(intranet.entry.sha256)],
  ['half a key', 'api-key-unknown', bearer(intranet.key.slice(0, 20))],
  [
    'another scheme',
    'token-invalid',
    request({ authorization: `Basic ${intranet.key}` }),
  ],
];
for (const [name, code, given] of refusals) {
  test(`refuses ${name}`, async () => {
    const door = Door.create({ access: byKey, keys, trustProxy: false });
    await assert.rejects(door.callerOf(given), { status: 401, code });
  });
}

test('without access control, tells callers apart by address, and gives groups to holders of keys alone', async () => {
  const door = Door.create({ access: none, keys, trustProxy: false });
  const forged = request({
    'x-forwarded-for': '1.1.1.1',
    authorization: 'Bearer of-the-proxy',
  });
  assert.deepEqual(await door.callerOf(forged), {
    subject: 'address:10.0.0.7',
    groups: [],
  });
  const holder = await door.callerOf(bearer(intranet.key));
  assert.deepEqual(holder.groups, ['hr']);
});

test('behind a trusted proxy, takes the address that the proxy saw, not those that the client says', async () => {
  const door = Door.create({ access: none, keys: [], trustProxy: true });
  const forwarded = request({ 'x-forwarded-for': '9.9.9.9, 1.2.3.4' });
  assert.equal((await door.callerOf(forwarded)).subject, 'address:1.2.3.4');
});

test('does not start with access by keys and none of them', () => {
  assert.throws(
    () => Door.create({ access: byKey, keys: [], trustProxy: false }),
    /CHATBOT_API_KEYS is not set.*chatbot key <name>/,
  );
});

test('refuses a port that others reach while nobody is asked who they are', () => {
  for (const host of ['0.0.0.0', '::', '10.1.2.3', 'bot.example', '127.evil']) {
    assert.throws(
      () => assertMayListen(none, { host, behindProxy: false }),
      /HOST is .*access is "none".*Next: set access/,
      host,
    );
    assertMayListen(none, { host, behindProxy: true });
    assertMayListen(byKey, { host, behindProxy: false });
  }
  for (const host of ['127.0.0.1', '127.9.9.9', '::1', 'localhost']) {
    assertMayListen(none, { host, behindProxy: false });
  }
});

test('names a wrong entry among the keys, without its value', () => {
  const wrong = [
    '[{"name": "a", "sha256": "secret-value"}]',
    '{"secret-value"',
    JSON.stringify([shop.entry, shop.entry]),
    JSON.stringify([shop.entry, { ...shop.entry, name: 'other' }]),
  ];
  for (const text of wrong) {
    assert.throws(
      () => readApiKeys(text),
      ({ name, message }: Error) =>
        name === 'ConfigurationError' &&
        /CHATBOT_API_KEYS/.test(message) &&
        !message.includes('secret-value') &&
        !message.includes(shop.entry.sha256),
      text,
    );
  }
});

test('a key is 256 random bits that no signed token looks like', () => {
  assert.equal(Buffer.from(shop.key, 'base64url').length, 32);
  assert.ok(isApiKey(shop.key));
  assert.ok(!isApiKey('eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1LTEifQ.c2lnbmF0dXJl'));
});
