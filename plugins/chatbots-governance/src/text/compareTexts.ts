import { diffArrays, diffWordsWithSpace } from 'diff';

/** Edits that are searched for; the search takes time with their square. Beyond them, line stands beside line by number. */
const MOST_EDITS = 500;

/** The same for words inside one line; beyond them, the whole line differs. */
const MOST_WORD_EDITS = 100;

/** A line longer than this is not compared word by word, in UTF-16 units. */
const LONGEST_LINE = 5000;

/**
 * One line of a text.
 *
 * @public
 */
export interface TextLine {
  /** Counted from 1. */
  number: number;
  /** Without its end, and without the byte order mark before the first. */
  text: string;
  /** Set on the first line where a byte order mark stands before it. */
  bom?: true;
  /** What ends it; empty for a last line that nothing ends. */
  end: '' | '\n' | '\r\n' | '\r';
}

/**
 * One row of two texts side by side. Lines whose ends alone differ are the same.
 *
 * @public
 */
export interface TextRow {
  /** Whether both sides have the line, and as it is. */
  kind: 'same' | 'changed' | 'added' | 'removed';
  /** Absent where the other text has a line that this one has not. */
  base?: TextLine;
  /** Absent where the other text has a line that this one has not. */
  target?: TextLine;
}

/**
 * How two texts differ in what no line shows: byte order mark, line ends, and whether the last line is ended.
 *
 * @public
 */
export type LineEndDifference = 'bom' | 'crlf' | 'cr' | 'last-line';

/**
 * What is different between two texts.
 *
 * @public
 */
export interface TextComparison {
  /** Both texts line by line, in order. */
  rows: TextRow[];
  /** Lines that the target has and the base has not. */
  linesAdded: number;
  /** Lines that the base has and the target has not. */
  linesRemoved: number;
  /** Where the texts differ though their lines may not. */
  lineEnds: LineEndDifference[];
}

/**
 * Compares two texts line by line, in bounded time whatever they are: lines that one text alone has are set apart before anything is
 * searched, and texts that shuffle the same lines beyond 500 edits stand side by side by line number.
 *
 * @public
 */
export function compareTexts(base: string, target: string): TextComparison {
  const was = linesOf(base);
  const is = linesOf(target);
  const rows: TextRow[] = [];
  let [left, right] = [0, 0];
  for (const [from, to] of [
    ...matchedLines(was, is),
    [was.length, is.length] as const,
  ]) {
    rows.push(...beside(was.slice(left, from), is.slice(right, to)));
    if (from < was.length) {
      rows.push({ kind: 'same', base: was[from], target: is[to] });
    }
    [left, right] = [from + 1, to + 1];
  }
  const same = rows.filter(({ kind }) => kind === 'same').length;
  return {
    rows,
    linesAdded: is.length - same,
    linesRemoved: was.length - same,
    lineEnds: lineEndDifferences(base, target, rows),
  };
}

/**
 * A part of a line: on both sides, or on its own side only.
 *
 * @public
 */
export interface LinePart {
  /** The part itself. All parts together are the line. */
  text: string;
  /** Whether the other side lacks it. */
  differs: boolean;
}

/**
 * Compares two lines word by word; a line that differs too much, or is too long, differs as a whole.
 *
 * @public
 */
export function compareWords(
  base: string,
  target: string,
): { base: LinePart[]; target: LinePart[] } {
  const changes =
    Math.max(base.length, target.length) > LONGEST_LINE
      ? undefined
      : diffWordsWithSpace(base, target, { maxEditLength: MOST_WORD_EDITS });
  if (!changes) {
    return {
      base: [{ text: base, differs: true }],
      target: [{ text: target, differs: true }],
    };
  }
  return {
    base: changes
      .filter(({ added }) => !added)
      .map(({ value, removed }) => ({ text: value, differs: removed })),
    target: changes
      .filter(({ removed }) => !removed)
      .map(({ value, added }) => ({ text: value, differs: added })),
  };
}

/** Takes a text apart at its line ends; one that ends with a line end has no empty line after it. @public */
export function linesOf(text: string): TextLine[] {
  const lines: TextLine[] = [];
  for (const [, line, end] of withoutBom(text).matchAll(
    /([^\r\n]*)(\r\n|\n|\r|$)/g,
  )) {
    if (line !== '' || end !== '') {
      lines.push({
        number: lines.length + 1,
        text: line,
        end: end as TextLine['end'],
        ...(lines.length === 0 && text.startsWith('\uFEFF') && { bom: true }),
      });
    }
  }
  return lines;
}

/** Indexes of the lines that both texts have, in order. */
function matchedLines(
  was: readonly TextLine[],
  is: readonly TextLine[],
): [number, number][] {
  // A line that one side alone has is never matched: without these, few edits are left to search for.
  const common = (lines: readonly TextLine[], others: ReadonlySet<string>) =>
    lines.flatMap(({ text }, index) => (others.has(text) ? [index] : []));
  const left = common(was, new Set(is.map(({ text }) => text)));
  const right = common(is, new Set(was.map(({ text }) => text)));
  const changes = diffArrays(
    left.map(index => was[index].text),
    right.map(index => is[index].text),
    { maxEditLength: MOST_EDITS },
  );
  if (!changes) {
    return was.flatMap((line, index): [number, number][] =>
      line.text === is[index]?.text ? [[index, index]] : [],
    );
  }
  const matched: [number, number][] = [];
  let [from, to] = [0, 0];
  for (const { added, removed, count } of changes) {
    if (!added && !removed) {
      for (let n = 0; n < count; n += 1) {
        matched.push([left[from + n], right[to + n]]);
      }
    }
    from += added ? 0 : count;
    to += removed ? 0 : count;
  }
  return matched;
}

/** Lines that differ: each of the base beside the one of the target that may replace it. */
function beside(was: readonly TextLine[], is: readonly TextLine[]): TextRow[] {
  return Array.from(
    { length: Math.max(was.length, is.length) },
    (_unused, index): TextRow => {
      const [base, target] = [was[index], is[index]];
      if (base && target) {
        return { kind: 'changed', base, target };
      }
      return base ? { kind: 'removed', base } : { kind: 'added', target };
    },
  );
}

function lineEndDifferences(
  base: string,
  target: string,
  rows: readonly TextRow[],
): LineEndDifference[] {
  const differing = rows.flatMap(row =>
    row.kind === 'same' && row.base?.end !== row.target?.end
      ? [[row.base?.end, row.target?.end]]
      : [],
  );
  const ended = (end: TextLine['end']) =>
    differing.some(ends => ends.includes(end));
  const differences: [LineEndDifference, boolean][] = [
    ['bom', (withoutBom(base) === base) !== (withoutBom(target) === target)],
    ['crlf', ended('\r\n')],
    ['cr', ended('\r')],
    ['last-line', lacksEnd(base) !== lacksEnd(target)],
  ];
  return differences.filter(([, differs]) => differs).map(([what]) => what);
}

/** An empty text has no last line that could lack its end. */
function lacksEnd(text: string): boolean {
  return /[^\r\n]$/.test(withoutBom(text));
}

function withoutBom(text: string): string {
  return text.replace(/^\uFEFF/, '');
}
