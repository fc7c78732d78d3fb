import { InputError, NotAllowedError } from '@backstage/errors';
import type { RequestHandler } from 'express';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** Refuses to listen where another machine could reach the host. @internal */
export function assertLoopback(address: string): void {
  if (!LOOPBACK.has(address)) {
    throw new InputError(
      `The git host is for development and listens on loopback only: set its address to 127.0.0.1 instead of ${address}`,
    );
  }
}

/**
 * Refuses requests that a foreign web page makes a browser send: a name that was re-bound to 127.0.0.1, or a form
 * posted from elsewhere. Pipelines and git send no Origin header.
 *
 * @internal
 */
export function guardBrowsers(): RequestHandler {
  return (request, _response, next) => {
    const host = request.headers.host ?? '';
    const name = host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
    if (!LOOPBACK.has(name)) {
      throw new NotAllowedError('This host answers to loopback names only');
    }
    const { origin } = request.headers;
    const changes = request.method !== 'GET' && request.method !== 'HEAD';
    if (changes && origin !== undefined && origin !== `http://${host}`) {
      throw new NotAllowedError('Requests from other sites are refused');
    }
    next();
  };
}
