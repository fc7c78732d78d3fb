import { reasonOf } from '@chatbot-portal/backstage-plugin-chatbots-common';

/** Which of our own hints fits, when the backend sent none. @internal */
export type ErrorHint =
  | 'network'
  | 'notFound'
  | 'notAllowed'
  | 'signedOut'
  | 'server'
  | 'request';

/** An error as a person needs it: what happened, why, and what to do. @internal */
export interface DescribedError {
  message: string;
  reason?: string;
  /** The backend's hint. */
  hint?: string;
  /** Ours, for when there is no hint. */
  fallback: ErrorHint;
}

/**
 * Reads an error of the client. A `ResponseError` carries the body that the
 * backend sent; its message alone says only "Request failed".
 *
 * @internal
 */
export function describeError(error: Error): DescribedError {
  const fallback = fallbackHint(error);
  const known = reasonOf(error);
  if (known) {
    const { reason, message, hint } = known;
    return { message, reason, hint, fallback };
  }
  const body = fieldOf(fieldOf(error, 'body'), 'error');
  return {
    message: textOf(body, 'message') ?? error.message,
    reason: textOf(body, 'reason'),
    hint: textOf(body, 'hint'),
    fallback,
  };
}

function fallbackHint(error: Error): ErrorHint {
  const status =
    fieldOf(error, 'statusCode') ??
    fieldOf(fieldOf(error, 'response'), 'status');
  if (typeof status !== 'number') {
    return 'network';
  }
  if (status === 401) {
    return 'signedOut';
  }
  if (status === 403) {
    return 'notAllowed';
  }
  if (status === 404) {
    return 'notFound';
  }
  return status >= 500 ? 'server' : 'request';
}

function textOf(value: unknown, name: string): string | undefined {
  const text = fieldOf(value, name);
  return typeof text === 'string' && text !== '' ? text : undefined;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Reflect.get(value, name)
    : undefined;
}
