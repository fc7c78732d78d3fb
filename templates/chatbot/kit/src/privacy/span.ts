/** What is looked for. Names, birth dates and postal addresses are not. */
export const KINDS = [
  'email',
  'iban',
  'card',
  'tax-id',
  'phone',
  'ip',
] as const;

/** One of {@link KINDS}. */
export type Kind = (typeof KINDS)[number];

/** A part of a text that was recognised, by UTF-16 offsets. */
export interface Span {
  kind: Kind;
  /** First offset. */
  start: number;
  /** Offset behind the last character. */
  end: number;
}

/** A span of the folded text with its value in normal form, which the allow list compares. */
export interface Candidate extends Span {
  /** Lower case for addresses, E.164 for telephones, no blanks for accounts. */
  value: string;
}

/**
 * Joins spans that overlap, so that nothing of any of them is left.
 *
 * The joined span has the kind of its longest part; of equally long parts, the one that stands first in {@link KINDS}.
 */
export function joinSpans(spans: readonly Span[]): Span[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  const joined: (Span & { longest: number })[] = [];
  for (const { kind, start, end } of sorted) {
    const last = joined.at(-1);
    const length = end - start;
    if (last === undefined || start >= last.end) {
      joined.push({ kind, start, end, longest: length });
      continue;
    }
    if (
      length > last.longest ||
      (length === last.longest &&
        KINDS.indexOf(kind) < KINDS.indexOf(last.kind))
    ) {
      last.kind = kind;
      last.longest = length;
    }
    last.end = Math.max(last.end, end);
  }
  return joined.map(({ kind, start, end }) => ({ kind, start, end }));
}
