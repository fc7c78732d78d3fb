import { reasonOf } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { fieldProblems, type FieldProblem } from './fieldProblems';

/** Which of our own words fit, when the backend sent none. @internal */
export type ErrorHint =
  | 'cancelled'
  | 'network'
  | 'notFound'
  | 'notAllowed'
  | 'signedOut'
  | 'server'
  | 'request';

/** An error as a person needs it: what happened, why, and what to do. @internal */
export interface DescribedError {
  /** The backend's words; absent where they would be about its inside. */
  message?: string;
  /** What was wrong in which field, in place of the message. */
  fields: FieldProblem[];
  reason?: string;
  /** The backend's hint. */
  hint?: string;
  /** Ours, for when there is no hint. */
  fallback: ErrorHint;
}

/** Nobody waited for a command's answer any more. @internal */
export class CommandCancelledError extends Error {
  readonly name = 'CommandCancelledError';
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
  const body = fieldOf(fieldOf(error, 'body'), 'error');
  const fields = fieldProblems(fieldOf(fieldOf(body, 'details'), 'violations'));
  if (known) {
    const { reason, message, hint } = known;
    return { message, fields, reason, hint, fallback };
  }
  // Words of a browser or of a failed server are about addresses, files and code.
  const isInside =
    fallback === 'server' ||
    fallback === 'cancelled' ||
    error.name === 'TypeError';
  return {
    message: isInside ? undefined : textOf(body, 'message') ?? error.message,
    fields,
    reason: textOf(body, 'reason'),
    hint: textOf(body, 'hint'),
    fallback,
  };
}

/**
 * Whether what was asked for may have been recorded although an error came
 * back: nobody answered, or the backend failed on its way to the answer.
 *
 * @internal
 */
export function mayBeRecorded(error: Error): boolean {
  return ['cancelled', 'network', 'server'].includes(fallbackHint(error));
}

/** Whether the same question can have another answer later, without anybody's doing. @internal */
export function mayPass(error: Error): boolean {
  return !['notFound', 'notAllowed'].includes(fallbackHint(error));
}

/**
 * Whether what failed has nothing to do with what was asked for: the connection, the session or the portal. What was only read
 * then is as it was.
 *
 * @internal
 */
export function isOutage(error: Error): boolean {
  return ['network', 'server', 'signedOut'].includes(fallbackHint(error));
}

function fallbackHint(error: Error): ErrorHint {
  if (error instanceof CommandCancelledError) {
    return 'cancelled';
  }
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
