import { formatDuration } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { DateTime } from 'luxon';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
/** From here on hours say nothing that anybody needs. */
const LONG = 30 * DAY;
/** Below this a relative time would only flicker. */
const JUST_NOW = 10 * SECOND;

/**
 * A length of time, wherever a page says one: `45 s`, `26 min`, `1 h 26 min`, `3 d 4 h`, `45 d`. Rounded down, so that nothing
 * looks older than it is, and no more time is promised than there is.
 *
 * @param milliseconds - less than nothing counts as nothing
 * @internal
 */
export function durationText(milliseconds: number): string {
  const length = Math.max(0, milliseconds);
  let step = SECOND;
  if (length >= LONG) {
    step = DAY;
  } else if (length >= MINUTE) {
    step = MINUTE;
  }
  return formatDuration(Math.floor(length / step) * step);
}

/**
 * How long ago or how far ahead, in words: `1 h 26 min ago`, `in 3 d`.
 *
 * @param now - milliseconds since the epoch
 * @internal
 */
export function relativeTime(instant: string, now: number): string {
  const time = DateTime.fromISO(instant);
  if (!time.isValid) {
    return instant;
  }
  const age = now - time.toMillis();
  if (Math.abs(age) < JUST_NOW) {
    return 'just now';
  }
  return age < 0 ? `in ${durationText(-age)}` : `${durationText(age)} ago`;
}

/**
 * For how long something has been so, as {@link durationText}.
 *
 * @param now - milliseconds since the epoch
 * @internal
 */
export function ageText(instant: string, now: number): string {
  const time = DateTime.fromISO(instant);
  return time.isValid ? durationText(now - time.toMillis()) : instant;
}

/**
 * The exact instant in UTC, as the log has it: `2026-03-01 12:00:00 UTC`.
 *
 * @internal
 */
export function utcTime(instant: string): string {
  const time = DateTime.fromISO(instant, { locale: 'en', zone: 'utc' });
  return time.isValid ? time.toFormat("yyyy-LL-dd HH:mm:ss 'UTC'") : instant;
}

/**
 * The exact instant with its zone, in the zone of the person who reads.
 *
 * @param zone - IANA name; the browser's when absent
 * @internal
 */
export function exactTime(instant: string, zone?: string): string {
  const time = DateTime.fromISO(instant, { locale: 'en', zone });
  return time.isValid ? time.toFormat('d LLL yyyy, HH:mm:ss ZZZZ') : instant;
}
