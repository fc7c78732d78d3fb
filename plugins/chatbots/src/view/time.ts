import { DateTime } from 'luxon';

/** Below this a relative time would only flicker. */
const JUST_NOW_MILLISECONDS = 10_000;

/**
 * How long ago or how far ahead, in words: `2 hours ago`, `in 3 days`.
 *
 * @param now - milliseconds since the epoch
 * @internal
 */
export function relativeTime(instant: string, now: number): string {
  const time = DateTime.fromISO(instant, { locale: 'en' });
  if (!time.isValid) {
    return instant;
  }
  if (Math.abs(time.toMillis() - now) < JUST_NOW_MILLISECONDS) {
    return 'just now';
  }
  return time.toRelative({ base: DateTime.fromMillis(now) }) ?? instant;
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
