import {
  type CountryCode,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import type { Candidate } from './span.ts';

/** Asks the library for at most so many numbers of one text. What looks like a telephone after that is taken for one. */
export const MOST_PARSED = 5_000;

/** Where a number may begin: a plus, a zero or a bracket, or a group of digits that two more groups follow. */
const START =
  /(?<![A-Za-z0-9+@#_])(?:\+ ?\(?\d|\(\+\d)|(?<![A-Za-z0-9+@#_]|\d[.,:/-])(?:\(\d|0\(?\d|0 ?[/-] ?\d|(?<!\d )(?:1[ .-])?[2-9]\d{1,3}(?:[ .-]\d{2,4}){2,4}(?!\d))/g;
/** A number with its blanks and signs. A line end, a comma and a colon end it. */
const BODY = /^[+(]*\d(?:[ ()./~-]{0,4}\d){6,19}/;
const DATE =
  /^\D*(?:\d{4}([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2\d{4})(?!\d)/;
/** More than the longest number with its signs is never looked at. */
const REACH = 80;
/** A telephone has 7 to 15 digits (E.164); a zero or two before them are dialled. */
const DIGITS = { fewest: 7, most: 17 };
/** How many ends of a candidate are tried. */
const MOST_ENDS = 5;

/** A valid number. */
export interface Phone {
  /** E.164, such as `+12025550143`. */
  value: string;
  /** Lengths of its groups as one writes it within the country, such as `3-3-4`. */
  groups: string;
  /** Whether one dials a zero before it within the country. */
  zero: boolean;
}

/** Reads a number as one would dial it in the country; undefined where it is none. */
export function parsePhone(
  text: string,
  country?: CountryCode,
): Phone | undefined {
  const number = parsePhoneNumberFromString(text, {
    ...(country === undefined ? {} : { defaultCountry: country }),
    extract: false,
  });
  if (!number?.isValid()) {
    return undefined;
  }
  const national = number.formatNational();
  return {
    value: number.number,
    groups: groupsOf(national),
    zero: /^\(?0/.test(national),
  };
}

/**
 * Finds telephone numbers, written as in one of the countries or internationally.
 *
 * A number without `+`, `0` or `(` counts only where the country dials no zero and its groups are usual there, such as 3-3-4;
 * dates are left out. Without that, every order number of the right length would be a telephone in some country.
 */
export function findPhones(
  text: string,
  countries: readonly CountryCode[],
  parse = parsePhone,
): Candidate[] {
  const found: Candidate[] = [];
  let asked = 0;
  for (const { index: start } of text.matchAll(START)) {
    // One number may begin inside of another: what overlaps is masked as one.
    const body = bodyAt(text, start);
    for (const candidate of body === undefined ? [] : endings(body)) {
      const marked = /^[+(0]/.test(candidate);
      let value = marked && asked >= MOST_PARSED ? candidate : undefined;
      for (const [dialled, country] of readings(candidate, countries)) {
        if (value !== undefined || asked >= MOST_PARSED) {
          break;
        }
        asked += 1;
        const phone = parse(dialled, country);
        if (phone && (marked || isUsual(candidate, phone))) {
          value = phone.value;
        }
      }
      if (value !== undefined) {
        const end = start + candidate.length;
        found.push({ kind: 'phone', start, end, value });
        break;
      }
    }
  }
  return found;
}

function bodyAt(text: string, start: number): string | undefined {
  let body = BODY.exec(text.slice(start, start + REACH))?.[0];
  const behind = text.slice(
    start + (body?.length ?? 0),
    start + (body?.length ?? 0) + 4,
  );
  if (body !== undefined && /^[A-Za-z0-9_]/.test(behind)) {
    // The last group is part of a longer word or number.
    body = body.replace(/\d+$/, '');
  }
  const isDecimal =
    body !== undefined && /^\d+$/.test(body) && /^[.,]\d/.test(behind);
  return body === undefined || isDecimal || DATE.test(body) ? undefined : body;
}

/** What is dialled, and where. Abroad, 00 stands for the plus (ITU E.164). */
function readings(
  candidate: string,
  countries: readonly CountryCode[],
): [string, CountryCode?][] {
  if (/^\(?\+/.test(candidate)) {
    return [[candidate]];
  }
  const within = countries.map((country): [string, CountryCode] => [
    candidate,
    country,
  ]);
  return candidate.startsWith('00')
    ? [[`+${candidate.slice(2)}`], ...within]
    : within;
}

function isUsual(candidate: string, { groups, zero }: Phone): boolean {
  const written = groupsOf(candidate.replace(/^1[ .-]/, ''));
  return !zero && [groups, '3-3-3', '3-3-4'].includes(written);
}

function groupsOf(text: string): string {
  return (text.match(/\d+/g) ?? []).map(({ length }) => length).join('-');
}

/** The candidate and its shorter ends, longest first, cut where a group of digits ends. */
function endings(body: string): string[] {
  return [...body.matchAll(/\d(?!\d)/g)]
    .map(({ index }) => body.slice(0, index + 1))
    .filter(end => {
      const digits = end.replace(/\D/g, '').length;
      return digits >= DIGITS.fewest && digits <= DIGITS.most;
    })
    .reverse()
    .slice(0, MOST_ENDS);
}
