import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError } from '../server/HttpError.ts';

/** Seconds for which a browser remembers that an origin may ask. */
const PREFLIGHT_SECONDS = 600;

/** Headers of every answer: a page needs nothing from elsewhere, and only listed origins may show it in a frame. */
export function securityHeaders(
  origins: readonly string[],
): Record<string, string> {
  const ancestors = origins.length > 0 ? origins.join(' ') : "'none'";
  return {
    'content-security-policy': `default-src 'self'; frame-ancestors ${ancestors}; base-uri 'none'; form-action 'self'`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}

/**
 * Lets pages of this origin and of the listed ones ask, and nobody else's. Programs send no origin, and are let in.
 *
 * @returns whether the request was a preflight, which is answered by then
 * @throws HttpError 403 for another origin
 */
export function checkOrigin(
  request: IncomingMessage,
  response: ServerResponse,
  origins: readonly string[],
): boolean {
  const { origin } = request.headers;
  response.setHeader('vary', 'origin');
  const isListed = origin !== undefined && origins.includes(origin);
  if (origin !== undefined && !isListed && !isSameOrigin(request, origin)) {
    throw HttpError.create(
      403,
      'origin-refused',
      'Pages of this origin may not ask; access.origins in chatbot.config.json lists those that may',
    );
  }
  if (isListed) {
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-expose-headers', 'retry-after');
  }
  if (
    request.method !== 'OPTIONS' ||
    request.headers['access-control-request-method'] === undefined
  ) {
    return false;
  }
  if (isListed) {
    response.setHeader('access-control-allow-methods', 'GET, POST, DELETE');
    response.setHeader(
      'access-control-allow-headers',
      'authorization, content-type',
    );
    response.setHeader('access-control-max-age', String(PREFLIGHT_SECONDS));
  }
  response.writeHead(204).end();
  return true;
}

/** A proxy may have another name inside than outside; what browsers say of themselves no page can change. */
function isSameOrigin({ headers }: IncomingMessage, origin: string): boolean {
  return (
    headers['sec-fetch-site'] === 'same-origin' ||
    (URL.canParse(origin) && new URL(origin).host === headers.host)
  );
}
