import {
  errorWithReason,
  parseInstant,
} from '@chatbot-portal/backstage-plugin-chatbots-common';

/** Tells the time. Injected, so that example histories and tests can say when something happened. */
export interface Clock {
  now(): Date;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() };

/** The form in which instants are stored: RFC 3339, UTC, milliseconds. Sorts as text. */
export function toInstant(date: Date): string {
  return date.toISOString();
}

/** An instant that somebody wrote, in the form in which instants are stored. Throws `input-invalid` for what is none. */
export function readInstant(text: string): string {
  const instant = parseInstant(text);
  if (!instant) {
    throw errorWithReason('input-invalid', `'${text}' is no instant`, {
      hint: 'Write it as RFC 3339 does, such as 2026-11-29T15:00:00Z.',
    });
  }
  return toInstant(instant);
}

/** Milliseconds since 1970 of a stored instant; NaN for what {@link toInstant} never wrote, which a changed row may hold. */
export function millisOf(instant: string): number {
  return parseInstant(instant)?.getTime() ?? NaN;
}
