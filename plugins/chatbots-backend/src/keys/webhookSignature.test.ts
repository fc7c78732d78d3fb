import { createHmac } from 'node:crypto';
import {
  readWebhookSecret,
  SignedHeaders,
  signWebhook,
  verifyWebhook,
} from './webhookSignature';

const BYTES = Buffer.alloc(32, 7);
const SECRET = `whsec_${BYTES.toString('base64')}`;
const BODY = Buffer.from('{"text":"ä"}');
/** A whole second, as in the headers. */
const NOW = Date.parse('2026-03-10T12:00:00.000Z');

function sign(options: { id?: string; at?: number; secret?: string } = {}) {
  const { id = 'msg-1', at = NOW, secret = SECRET } = options;
  const body = BODY.toString();
  return signWebhook(secret, { id, body, sentAt: new Date(at) });
}

/** Signs what stands in the headers as it stands, by the scheme's own words. */
function signAsIs(id: string, timestamp: string, body: Buffer): SignedHeaders {
  const mac = createHmac('sha256', BYTES)
    .update(`${id}.${timestamp}.`)
    .update(body)
    .digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${mac}`,
  };
}

describe('signatures of webhooks', () => {
  beforeEach(() => {
    jest.spyOn(Date, 'now').mockReturnValue(NOW);
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('are HMAC-SHA256 over id, time and body', () => {
    const headers = sign();
    expect(headers).toEqual(signAsIs('msg-1', `${NOW / 1000}`, BODY));
    expect(verifyWebhook(SECRET, { ...headers }, BODY)).toEqual({
      id: 'msg-1',
      sentAt: new Date(NOW),
    });
  });

  it('may be one of several, of which others are of other secrets and versions', () => {
    const { 'webhook-signature': good, ...headers } = sign();
    const { 'webhook-signature': other } = sign({
      secret: `whsec_${Buffer.alloc(32, 8).toString('base64')}`,
    });
    const verify = (signature: string) =>
      verifyWebhook(
        SECRET,
        { ...headers, 'webhook-signature': signature },
        BODY,
      );
    expect(verify(`${other} v1a,abc ${good}`)?.id).toBe('msg-1');
    expect(verify(`${other} v1a,abc v1`)).toBeUndefined();
    expect(verify(good.replace('v1,', 'v2,'))).toBeUndefined();
  });

  it.each([
    [-300_000, true],
    [-301_000, false],
    [300_000, true],
    [301_000, false],
  ])('of %i milliseconds from now hold: %s', (offset, holds) => {
    const headers = { ...sign({ at: NOW + offset }) };
    expect(verifyWebhook(SECRET, headers, BODY) !== undefined).toBe(holds);
  });

  it.each<[string, string, string, Buffer]>([
    ['an id with a blank', 'msg 1', `${NOW / 1000}`, BODY],
    ['an id of 201 characters', 'a'.repeat(201), `${NOW / 1000}`, BODY],
    ['a time with more than digits', 'msg-1', `${NOW / 1000}x`, BODY],
    ['a time with a zero before it', 'msg-1', `0${NOW / 1000}`, BODY],
    ['bytes that are no text', 'msg-1', `${NOW / 1000}`, Buffer.from([0xff])],
  ])('are refused over %s', (_what, id, timestamp, body) => {
    const headers = { ...signAsIs(id, timestamp, body) };
    expect(verifyWebhook(SECRET, headers, body)).toBeUndefined();
    // What the library alone would take for it.
    const read = signWebhook(SECRET, {
      id,
      body: body.toString(),
      sentAt: new Date(parseInt(timestamp, 10) * 1000),
    });
    expect(
      verifyWebhook(SECRET, { ...read, 'webhook-timestamp': timestamp }, body),
    ).toBeUndefined();
  });

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])(
    'are refused without one %s',
    name => {
      const headers = { ...sign() };
      const without = { ...headers, [name]: undefined };
      expect(verifyWebhook(SECRET, without, BODY)).toBeUndefined();
      const twice = { ...headers, [name]: ['a', 'b'] };
      expect(verifyWebhook(SECRET, twice, BODY)).toBeUndefined();
    },
  );
});

describe('a secret of webhooks', () => {
  const read = (text: string) =>
    readWebhookSecret(text, why => new Error(`The webhook ${why}`));

  it.each([
    SECRET,
    SECRET.replace('=', ''),
    `whsec_${Buffer.alloc(24).toString('base64')}`,
    `whsec_${Buffer.alloc(64).toString('base64')}`,
  ])('may be %s', text => {
    expect(read(text)).toBe(text);
  });

  it.each([
    ['c2VjcmV0', 'it does not begin with whsec_'],
    [
      `whsec_${BYTES.toString('base64url')}-_`,
      'what follows whsec_ is no Base64',
    ],
    [`${SECRET} `, 'what follows whsec_ is no Base64'],
    ['whsec_', 'it has 0 bytes'],
    [`whsec_${Buffer.alloc(23).toString('base64')}`, 'it has 23 bytes'],
    [`whsec_${Buffer.alloc(65).toString('base64')}`, 'it has 65 bytes'],
  ])('may not be %s', (text, why) => {
    expect(() => read(text)).toThrow(
      `The webhook needs a secret of whsec_ and the Base64 of 24 to 64 bytes, and ${why}: echo`,
    );
  });
});
