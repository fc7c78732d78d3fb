import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { IncomingMessage } from 'node:http';
import { Duplex } from 'node:stream';
import { MIMEType } from 'node:util';
import { createGunzip, createInflate } from 'node:zlib';
import getRawBody from 'raw-body';

const JSON_TYPE = 'application/json';

/** How much of a refused body is read and thrown away before the connection is cut, in bytes. */
const MOST_DISCARDED = 8 * 1024 * 1024;
/** How long a refused body may go on arriving, in milliseconds. */
const LONGEST_DISCARD_MS = 5000;

/**
 * Reads the bytes of a JSON body, inflated when it is compressed, up to a limit in bytes.
 *
 * @remarks
 * The limit holds for the length that the sender declares, before anything is read, and for the bytes as they arrive and
 * as they inflate. Throws `body-too-large`, `body-unsupported` or `input-invalid` at once, while the sender still sends.
 */
export async function readBytes(
  req: IncomingMessage,
  limit: number,
): Promise<Buffer> {
  if (!isJson(req.headers['content-type'])) {
    discardRest(req);
    throw errorWithReason(
      'body-unsupported',
      `The Content-Type of the body is not ${JSON_TYPE}`,
    );
  }
  if (Number(req.headers['content-length']) > limit) {
    discardRest(req);
    throw tooLarge(limit);
  }
  const inflater = createInflater(req);
  if (!inflater) {
    try {
      return await getRawBody(req, { limit });
    } catch (error) {
      discardRest(req);
      throw explain(error, limit);
    }
  }
  // A pipe does not tell its end that the sender went away.
  req.once('close', () => {
    if (!req.complete) {
      inflater.destroy(new Error('The sender went away'));
    }
  });
  try {
    return await getRawBody(req.pipe(inflater), { limit });
  } catch (error) {
    throw explain(error, limit);
  } finally {
    req.unpipe(inflater);
    inflater.destroy();
    discardRest(req);
  }
}

function isJson(header: string | undefined): boolean {
  try {
    const { essence, params } = new MIMEType(header ?? '');
    const charset = params.get('charset')?.toLowerCase() ?? 'utf-8';
    return essence === JSON_TYPE && ['utf-8', 'utf8'].includes(charset);
  } catch {
    return false;
  }
}

function createInflater(req: IncomingMessage): Duplex | undefined {
  const encoding = req.headers['content-encoding']?.toLowerCase() ?? 'identity';
  switch (encoding) {
    case 'identity':
      return undefined;
    case 'gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    default:
      discardRest(req);
      throw errorWithReason(
        'body-unsupported',
        'The Content-Encoding of the body is not supported',
      );
  }
}

/**
 * Takes the rest of a body off the connection without keeping it: a connection that is cut while its other end still sends
 * loses the answer too. What goes on for too long is cut anyway.
 */
function discardRest(req: IncomingMessage): void {
  if (req.complete && req.readableEnded) {
    return;
  }
  let left = MOST_DISCARDED;
  const timer = setTimeout(() => req.destroy(), LONGEST_DISCARD_MS).unref();
  req.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) {
      req.destroy();
    }
  });
  req.once('close', () => clearTimeout(timer));
  req.resume();
}

/** The refusal of a body that is larger than a number of bytes. */
export function tooLarge(limit: number): Error {
  return errorWithReason(
    'body-too-large',
    `The body is larger than ${limit} bytes`,
    {
      hint: `Send at most ${limit} bytes to this operation, counted before compression.`,
      details: { limit },
    },
  );
}

function explain(cause: unknown, limit: number): Error {
  if (Object(cause).type === 'entity.too.large') {
    return tooLarge(limit);
  }
  return errorWithReason(
    'input-invalid',
    'The body ended early, or is not compressed as its Content-Encoding says',
    { cause },
  );
}
