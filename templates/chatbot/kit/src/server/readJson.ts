import type { IncomingMessage } from 'node:http';
import type * as z from 'zod';
import { HttpError } from './HttpError.ts';

/**
 * Reads a JSON body of at most `maxBytes`.
 *
 * @throws HttpError 413, 415 or 400
 */
export async function readJson<T>(
  request: IncomingMessage,
  schema: z.ZodType<T>,
  maxBytes: number,
): Promise<T> {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    throw HttpError.create(
      415,
      'json-expected',
      'Send a body of type application/json',
    );
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      throw HttpError.create(
        413,
        'body-too-large',
        `A body has at most ${maxBytes} bytes`,
      );
    }
    chunks.push(chunk);
  }
  let value: unknown;
  try {
    value = JSON.parse(
      new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)),
    );
  } catch {
    throw HttpError.create(
      400,
      'json-invalid',
      'The body is not valid JSON in UTF-8',
    );
  }
  const result = schema.safeParse(value);
  if (!result.success) {
    const problems = result.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'body'}: ${message}`,
    );
    throw HttpError.create(400, 'input-invalid', problems.join('; '));
  }
  return result.data;
}
