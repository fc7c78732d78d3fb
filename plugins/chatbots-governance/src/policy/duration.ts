const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

const UNITS: Readonly<Record<string, number>> = {
  s: SECOND,
  m: MINUTE,
  h: HOUR,
  d: DAY,
  w: WEEK,
};

// Years and months are left out: their length depends on when they start, and a rule must not.
const ISO = /^P(?:(\d+)W|(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?)$/;
const SHORT = /^(\d+)([smhdw])$/;
const LONGEST = 3660 * DAY;

/**
 * Reads a duration: ISO 8601 with weeks, days, hours, minutes and seconds (`P7D`, `PT1H30M`) or one number with a unit (`3d`,
 * `36h`).
 *
 * @returns milliseconds, or undefined for anything else and for more than ten years.
 *
 * @public
 */
export function parseDuration(text: string): number | undefined {
  let milliseconds: number;
  const short = SHORT.exec(text);
  if (short) {
    milliseconds = Number(short[1]) * UNITS[short[2]];
  } else {
    const parts = ISO.exec(text)?.slice(1);
    // "P" and "P1DT" fit the pattern and name no duration.
    if (!parts?.some(part => part !== undefined) || text.endsWith('T')) {
      return undefined;
    }
    const factors = [WEEK, DAY, HOUR, MINUTE, SECOND];
    milliseconds = parts.reduce(
      (sum, part, index) => sum + Number(part ?? 0) * factors[index],
      0,
    );
  }
  return milliseconds <= LONGEST ? milliseconds : undefined;
}

/**
 * A duration for a person: the two largest units that are not zero, cut off below.
 *
 * @public
 */
export function formatDuration(milliseconds: number): string {
  const parts: string[] = [];
  let rest = Math.max(0, milliseconds);
  for (const [unit, factor] of [
    ['d', DAY],
    ['h', HOUR],
    ['min', MINUTE],
    ['s', SECOND],
  ] as const) {
    const count = Math.floor(rest / factor);
    rest -= count * factor;
    if (count > 0) {
      parts.push(`${count} ${unit}`);
    }
    if (parts.length === 2) {
      break;
    }
  }
  return parts.join(' ') || '0 s';
}
