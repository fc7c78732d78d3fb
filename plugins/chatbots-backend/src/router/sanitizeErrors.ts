import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  toErrorWithReason,
  errorWithReason,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { ErrorRequestHandler } from 'express';

const EXPECTED = new Set([
  'InputError',
  'AuthenticationError',
  'NotAllowedError',
  'NotFoundError',
  'ConflictError',
  'NotImplementedError',
  'ServiceUnavailableError',
]);

/** When somebody who met too many others may try again, in seconds. */
const RETRY_AFTER_S = 1;

/**
 * Logs what nobody foresaw and answers without it: a database driver puts the statement and its values into its message, and
 * neither is for whoever asked.
 */
export function sanitizeErrors(options: {
  logger: LoggerService;
  /** Whether the same request may well succeed in a moment. */
  isPassing(error: unknown): boolean;
}): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (thrown, req, res, next) => {
    const error = toErrorWithReason(thrown);
    if (isExpected(error)) {
      if (Object(error).statusCode === 429) {
        res.setHeader('Retry-After', RETRY_AFTER_S);
      }
      next(error);
      return;
    }
    options.logger.error(
      `${req.method} ${req.path} failed unexpectedly`,
      toError(error) as Error,
    );
    next(answerTo(error, options.isPassing(error)));
  };
}

function answerTo(error: unknown, isPassing: boolean): Error {
  if (isPassing) {
    return errorWithReason(
      'service-unavailable',
      'The database did not answer in time',
      {
        hint: 'Send it again in a moment: what was recorded is found again, not done twice.',
      },
    );
  }
  return isOfAnother(error)
    ? errorWithReason(
        'service-unavailable',
        'Another service of the portal did not answer',
      )
    : errorWithReason('internal-error', 'The portal failed at this request');
}

/** What another service answered, or that it did not: its status says nothing about this request. */
function isOfAnother(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === 'ResponseError' ||
      error.name === 'FetchError' ||
      error.message === 'fetch failed')
  );
}

function isExpected(error: unknown): boolean {
  if (!(error instanceof Error) || isOfAnother(error)) {
    return false;
  }
  const status: unknown =
    Reflect.get(error, 'statusCode') ?? Reflect.get(error, 'status');
  return (
    EXPECTED.has(error.name) || (typeof status === 'number' && status < 500)
  );
}
