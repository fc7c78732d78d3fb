import { isUtf8 } from 'node:buffer';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';

const PREFIX = 'whsec_';
/** Bytes that Standard Webhooks allows for a secret. */
const SECRET_BYTES = { least: 24, most: 64 };

/** Headers of a message signed by the Standard Webhooks scheme. */
export interface SignedHeaders {
  'webhook-id': string;
  /** Seconds since the epoch. */
  'webhook-timestamp': string;
  /** Signatures as `v1,<base64>`, separated by blanks. */
  'webhook-signature': string;
}

/**
 * Reads a secret: `whsec_` and the Base64 of 24 to 64 bytes, with or without its padding.
 *
 * @param problem - makes the error of what is wrong with it, which never holds the secret
 */
export function readWebhookSecret(
  text: string,
  problem: (why: string) => Error,
): string {
  const { least, most } = SECRET_BYTES;
  const refuse = (why: string) =>
    problem(
      `needs a secret of whsec_ and the Base64 of ${least} to ${most} bytes, and ${why}: echo "whsec_$(openssl rand -base64 32)"`,
    );
  if (!text.startsWith(PREFIX)) {
    throw refuse('it does not begin with whsec_');
  }
  const encoded = text.slice(PREFIX.length);
  const bytes = Buffer.from(encoded, 'base64');
  const base64 = bytes.toString('base64');
  // Node skips what is no Base64; what it read is compared with what stands there.
  if (encoded !== base64 && encoded !== base64.replace(/=+$/, '')) {
    throw refuse('what follows whsec_ is no Base64');
  }
  if (bytes.length < least || bytes.length > most) {
    throw refuse(`it has ${bytes.length} bytes`);
  }
  return text;
}

/** Signs a body. */
export function signWebhook(
  secret: string,
  message: { id: string; body: string; sentAt: Date },
): SignedHeaders {
  const { id, body, sentAt } = message;
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, sentAt, body),
  };
}

/**
 * Checks that a body is what the holder of the secret sent in the last five minutes, by the clock of this machine.
 *
 * @returns id and time of the message; undefined for anything else
 */
export function verifyWebhook(
  secret: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: Buffer,
): { id: string; sentAt: Date } | undefined {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signature = headers['webhook-signature'];
  if (
    typeof id !== 'string' ||
    typeof timestamp !== 'string' ||
    typeof signature !== 'string' ||
    !/^[\x21-\x7e]{1,200}$/.test(id) ||
    // The library reads digits as far as they go, and signs the number.
    !/^[1-9]\d{0,11}$/.test(timestamp) ||
    // The library signs text, and other bytes that are none read alike.
    !isUtf8(body)
  ) {
    return undefined;
  }
  try {
    new Webhook(secret).verify(
      body,
      {
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': signature,
      },
      { jsonParse: false },
    );
  } catch (error) {
    if (error instanceof WebhookVerificationError) {
      return undefined;
    }
    throw error;
  }
  return { id, sentAt: new Date(Number(timestamp) * 1000) };
}
