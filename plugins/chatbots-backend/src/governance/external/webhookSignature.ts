import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far the clocks of sender and receiver may differ, in milliseconds; an older message may be a replay. */
const TOLERANCE_MS = 5 * 60_000;
const PREFIX = 'whsec_';

/** Headers of a message signed by the Standard Webhooks scheme. */
export interface SignedHeaders {
  'webhook-id': string;
  /** Seconds since the epoch. */
  'webhook-timestamp': string;
  /** Signatures as `v1,<base64>`, separated by blanks. */
  'webhook-signature': string;
}

/** Reads a secret: `whsec_` and Base64 of 24 to 64 bytes. Undefined for anything else. */
export function readWebhookSecret(text: string): Buffer | undefined {
  const encoded = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : '';
  const secret = Buffer.from(encoded, 'base64');
  return secret.length >= 24 &&
    secret.length <= 64 &&
    secret.toString('base64') === encoded
    ? secret
    : undefined;
}

/** Signs a body. */
export function signWebhook(
  secret: Buffer,
  message: { id: string; body: string; now: Date },
): SignedHeaders {
  const timestamp = String(Math.floor(message.now.getTime() / 1000));
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${macOf(
      secret,
      message.id,
      timestamp,
      message.body,
    )}`,
  };
}

/**
 * Checks that a body is what the holder of the secret sent a moment ago.
 *
 * @returns id and time of the message; undefined for anything else
 */
export function verifyWebhook(
  secret: Buffer,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  message: { body: Buffer; now: Date },
): { id: string; sentAt: Date } | undefined {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (
    typeof id !== 'string' ||
    typeof timestamp !== 'string' ||
    typeof signatures !== 'string' ||
    !/^[\x21-\x7e]{1,200}$/.test(id) ||
    !/^\d{1,12}$/.test(timestamp)
  ) {
    return undefined;
  }
  const sentAt = new Date(Number(timestamp) * 1000);
  if (!(Math.abs(message.now.getTime() - sentAt.getTime()) <= TOLERANCE_MS)) {
    return undefined;
  }
  const expected = Buffer.from(macOf(secret, id, timestamp, message.body));
  const isSigned = signatures.split(' ').some(one => {
    const [version, mac = ''] = one.split(',');
    const given = Buffer.from(mac);
    return (
      version === 'v1' &&
      given.length === expected.length &&
      timingSafeEqual(given, expected)
    );
  });
  return isSigned ? { id, sentAt } : undefined;
}

function macOf(
  secret: Buffer,
  id: string,
  timestamp: string,
  body: string | Buffer,
): string {
  return createHmac('sha256', secret)
    .update(`${id}.${timestamp}.`)
    .update(body)
    .digest('base64');
}
