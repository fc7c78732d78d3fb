const DATE = String.raw`\d{4}-\d{2}-\d{2}`;
const TIME = String.raw`\d{2}:\d{2}:\d{2}`;
const INSTANT = new RegExp(
  `^(${DATE})T(${TIME})(?:\\.(\\d+))?(?:Z|([+-])(\\d{2})(?::?(\\d{2}))?)$`,
  'i',
);
const MINUTE = 60_000;

/**
 * Reads an instant as RFC 3339 writes it, `2026-11-29T15:00:00Z` or with an offset. Nothing else in the suite reads one that
 * somebody sent.
 *
 * @remarks
 * `Date` takes 30 February for 2 March, and makes no date of a leap second; `Intl` and databases differ. So what is no second of
 * the calendar is refused here: `2026-02-30`, `24:00:00`, `23:59:60`. Digits behind the milliseconds are dropped.
 *
 * @returns undefined for anything else
 *
 * @public
 */
export function parseInstant(text: string): Date | undefined {
  const [, date, time, fraction = '', sign, hours, minutes = '0'] =
    INSTANT.exec(text) ?? [];
  if (date === undefined) {
    return undefined;
  }
  const written = `${date}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
  const utc = new Date(written);
  if (Number.isNaN(utc.getTime()) || utc.toISOString() !== written) {
    return undefined;
  }
  if (sign === undefined) {
    return utc;
  }
  if (Number(hours) > 23 || Number(minutes) > 59) {
    return undefined;
  }
  const offset = (Number(hours) * 60 + Number(minutes)) * MINUTE;
  const instant = new Date(utc.getTime() + (sign === '-' ? offset : -offset));
  // Years of other than four digits do not sort as texts.
  return /^\d{4}-/.test(instant.toISOString()) ? instant : undefined;
}
