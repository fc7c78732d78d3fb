import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import {
  TransparencyLogError,
  type TransparencyLogErrorCode,
} from '@chatbot-portal/transparency-log';
import type { ReasonDescription } from './codes';
import { isReasonCode, reasonCodes, type ReasonCode } from './reasonCodes';

/**
 * An error that carries a machine-readable reason and a hint.
 *
 * @remarks
 * The three properties are own and enumerable, because that is what
 * `serializeError` of `@backstage/errors` copies: clients find them as
 * `error.reason`, `error.hint` and `error.details` in the response body.
 *
 * @public
 */
export interface ErrorWithReason extends Error {
  /** Why, as a code that a client may branch on. */
  reason: ReasonCode;
  /** What the reader can do about it. */
  hint: string;
  /** Facts about the failure. Never secrets or personal data. */
  details?: JsonObject;
}

/**
 * Options of {@link errorWithReason}.
 *
 * @public
 */
export interface ErrorWithReasonOptions {
  /** Replaces the code's default hint. */
  hint?: string;
  /** Facts about the failure that a client may show. */
  details?: JsonObject;
  /** What led to it. Stays in the process: it is logged, not sent. */
  cause?: unknown;
}

const errorClasses = {
  400: InputError,
  401: AuthenticationError,
  403: NotAllowedError,
  404: NotFoundError,
  409: ConflictError,
  413: InputError,
  415: InputError,
  422: InputError,
  429: ServiceUnavailableError,
  500: Error,
  503: ServiceUnavailableError,
} as const satisfies Record<
  ReasonDescription['status'],
  new (message?: string) => Error
>;

/** Statuses that no class of `@backstage/errors` stands for. */
const OWN_STATUSES = new Set<number>([413, 415, 422, 429]);

/**
 * Makes the error of the class that fits the code's status.
 *
 * @example
 * ```ts
 * throw errorWithReason('chatbot-unknown', `No chatbot is named '${name}'`);
 * ```
 *
 * @public
 */
export function errorWithReason(
  reason: ReasonCode,
  message: string,
  options: ErrorWithReasonOptions = {},
): ErrorWithReason {
  const { status, hint } = reasonCodes[reason];
  const ErrorClass = errorClasses[status];
  const error: Error = new ErrorClass(message);
  // The causes of outside systems may name hosts or quote credentials. So the
  // cause is not passed to the constructor, which would append its message, and
  // is hidden from the serialiser by not being enumerable.
  Object.defineProperty(error, 'cause', {
    value: options.cause,
    enumerable: false,
    configurable: true,
    writable: true,
  });
  if (OWN_STATUSES.has(status)) {
    Object.assign(error, { statusCode: status });
  }
  return Object.assign(error, {
    reason,
    hint: options.hint ?? hint,
    ...(options.details ? { details: options.details } : {}),
  });
}

/**
 * Whether something thrown carries a reason, and optionally this one.
 *
 * @public
 */
export function isErrorWithReason(
  error: unknown,
  reason?: ReasonCode,
): error is ErrorWithReason {
  return (
    error instanceof Error &&
    'reason' in error &&
    isReasonCode(error.reason) &&
    'hint' in error &&
    typeof error.hint === 'string' &&
    (reason === undefined || error.reason === reason)
  );
}

const LOG_REASONS: Record<TransparencyLogErrorCode, ReasonCode> = {
  'not-canonical': 'not-canonical',
  'not-utf8': 'input-invalid',
  'range-invalid': 'audit-range-invalid',
  'proof-invalid': 'proof-invalid',
  'checkpoint-invalid': 'checkpoint-invalid',
  'signature-invalid': 'checkpoint-signature-invalid',
};

/**
 * Gives an error of the transparency log its reason code; returns anything else as it is.
 *
 * @remarks
 * That package knows no reason codes. Whoever answers a request or shows a failure calls this once, at the edge.
 *
 * @public
 */
export function toErrorWithReason(error: unknown): unknown {
  if (!(error instanceof TransparencyLogError)) {
    return error;
  }
  const { code, message, path } = error;
  return errorWithReason(LOG_REASONS[code], message, {
    cause: error,
    ...(path === undefined ? {} : { details: { path } }),
  });
}
