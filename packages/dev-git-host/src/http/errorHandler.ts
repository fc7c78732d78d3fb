import type { ErrorRequestHandler } from 'express';
import { errorPage } from '../pages/errorPage';

const STATUS: Record<string, number> = {
  InputError: 400,
  ZodError: 422,
  AuthenticationError: 401,
  NotAllowedError: 403,
  NotFoundError: 404,
  ConflictError: 409,
  NotMergeableError: 405,
  PayloadTooLargeError: 413,
  UnprocessableError: 422,
  NotImplementedError: 501,
  ServiceUnavailableError: 503,
};

function statusOf(error: Error & { status?: number }): number {
  return (
    STATUS[error.name] ??
    (error.status && error.status < 500 ? error.status : 500)
  );
}

/**
 * Answers errors: JSON shaped like Gitea's for programs, a page for people. An unexpected error says nothing of itself
 * to the asker; its text goes to the host's own output.
 *
 * @internal
 */
export function errorHandler(log: (line: string) => void): ErrorRequestHandler {
  return (error: Error, request, response, _next) => {
    const status = statusOf(error);
    if (status >= 500) {
      log(`${request.method} ${request.path} failed: ${error.message}`);
    }
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const expected = status < 500;
    let message = expected ? error.message : 'The host could not answer';
    if (error.name === 'ZodError') {
      message = 'The request body does not have the expected fields';
    }
    if (status === 401) {
      response.set(
        'WWW-Authenticate',
        'Basic realm="Git host", charset="UTF-8"',
      );
    }
    // A body that was not read to its end would be taken for the next request of the connection.
    if (!request.readableEnded) {
      response.set('Connection', 'close');
    }
    response.status(status);
    if (request.path.startsWith('/api/') || request.path.includes('.git/')) {
      response.json({ message, url: '' });
    } else {
      response.type('html').send(errorPage(status, message));
    }
  };
}
