import { DateTime, Duration } from 'luxon';

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

const MINUTE = 60_000;
const UNITS = [
  ['days', 24 * 60 * MINUTE],
  ['hours', 60 * MINUTE],
] as const;

/**
 * For how long something has been so: `46 minutes`, `5 hours`, `3 days`. Rounded
 * down, so that nothing looks older than it is.
 *
 * @param now - milliseconds since the epoch
 * @internal
 */
export function ageText(instant: string, now: number): string {
  const time = DateTime.fromISO(instant);
  if (!time.isValid) {
    return instant;
  }
  const age = Math.max(0, now - time.toMillis());
  const [unit, length] =
    UNITS.find(one => age >= 2 * one[1]) ?? (['minutes', MINUTE] as const);
  const count = Math.max(1, Math.floor(age / length));
  return Duration.fromObject({ [unit]: count }, { locale: 'en' }).toHuman();
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
