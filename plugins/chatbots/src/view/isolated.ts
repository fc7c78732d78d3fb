/** Characters of direction, among them those that would end an isolation. */
const BIDI = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** Letters that are written from right to left. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/**
 * What somebody wrote, to stand inside a sentence or an attribute, where no element can isolate it.
 *
 * @internal
 */
export function isolated(text: string): string {
  const clean = text.replace(BIDI, '\uFFFD');
  return RIGHT_TO_LEFT.test(clean) ? `\u2068${clean}\u2069` : clean;
}
