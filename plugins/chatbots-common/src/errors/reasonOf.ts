import { toErrorWithReason } from './errorWithReason';
import { isReasonCode, reasonCodes, type ReasonCode } from './reasonCodes';

/**
 * What a client can say about a failed request.
 *
 * @public
 */
export interface Reason {
  /** For programs to branch on. */
  reason: ReasonCode;
  /** The reason in a few words. */
  title: string;
  /** What happened in this case. */
  message: string;
  /** What to do about it. */
  hint: string;
}

/**
 * Reads the reason from whatever a client holds after a failure: an error made
 * by {@link errorWithReason} or by the transparency log, a `ResponseError` whose body has one, or such a body.
 *
 * @returns undefined when there is none, as from a proxy's error page.
 *
 * @public
 */
export function reasonOf(thrown: unknown): Reason | undefined {
  const failure = toErrorWithReason(thrown);
  for (const candidate of [
    failure,
    property(failure, 'error'),
    property(property(failure, 'body'), 'error'),
  ]) {
    const reason = property(candidate, 'reason');
    if (isReasonCode(reason)) {
      const { title, hint: defaultHint } = reasonCodes[reason];
      const message = property(candidate, 'message');
      const hint = property(candidate, 'hint');
      return {
        reason,
        title,
        message: typeof message === 'string' ? message : title,
        hint: typeof hint === 'string' ? hint : defaultHint,
      };
    }
  }
  return undefined;
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Reflect.get(value, name)
    : undefined;
}
