import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { compareTexts, compareWords } from './compareTexts';

let comparisons = 0;

jest.mock('diff', () => {
  const actual = jest.requireActual('diff');
  return {
    ...actual,
    diffArrays: (was: unknown[], is: unknown[], options: object) =>
      actual.diffArrays(was, is, {
        ...options,
        comparator: (a: unknown, b: unknown) => {
          comparisons += 1;
          return a === b;
        },
      }),
  };
});

beforeEach(() => {
  comparisons = 0;
});

const fixture = (name: string) =>
  readFileSync(join(__dirname, '__fixtures__', name), 'utf8');

/** The Nth of three thousand rules, as two people would write them. */
const rules = (write: (n: number) => string) =>
  Array.from({ length: 3000 }, (_unused, n) => write(n)).join('');

describe('compareTexts', () => {
  it('stands a changed line beside the line it replaces', () => {
    const { rows } = compareTexts('a\nb\nc\n', 'a\nB\nc\n');
    expect(
      rows.map(row => [row.kind, row.base?.text, row.target?.text]),
    ).toEqual([
      ['same', 'a', 'a'],
      ['changed', 'b', 'B'],
      ['same', 'c', 'c'],
    ]);
  });

  it('leaves a side empty where it has no line', () => {
    expect(compareTexts('a\n', 'a\nb\nc\n').rows.slice(1)).toEqual([
      { kind: 'added', target: { number: 2, text: 'b', end: '\n' } },
      { kind: 'added', target: { number: 3, text: 'c', end: '\n' } },
    ]);
    expect(compareTexts('a\nb\n', 'a\n').rows[1]).toEqual({
      kind: 'removed',
      base: { number: 2, text: 'b', end: '\n' },
    });
  });

  it.each([
    ['a last line that is ended', 'a\nb', 'a\nb\n', ['last-line']],
    ['a byte order mark', 'a\n', '\uFEFFa\n', ['bom']],
    ['CR and LF', 'a\r\nb\r\n', 'a\nb\n', ['crlf']],
    ['CR alone', 'a\rb\r', 'a\nb\n', ['cr']],
    ['one of two CR and LF', 'a\r\nb\r\n', 'a\r\nb\n', ['crlf']],
    ['all of it', '\uFEFFa\r\nb', 'a\nb\n', ['bom', 'crlf', 'last-line']],
  ])('finds no line changed by %s, and says so', (_what, was, is, lineEnds) => {
    expect(compareTexts(was, is)).toMatchObject({
      linesAdded: 0,
      linesRemoved: 0,
      lineEnds,
    });
    expect(compareTexts(is, was).lineEnds).toEqual(lineEnds);
  });

  it.each(['bom.md', 'crlf.md'])(
    'finds that %s differs from a clean copy by line ends alone',
    name => {
      const text = fixture(name);
      const clean = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
      expect(text).not.toBe(clean);
      expect(compareTexts(text, clean)).toMatchObject({
        linesAdded: 0,
        linesRemoved: 0,
        lineEnds: [name.replace('.md', '')],
      });
    },
  );

  it('compares two rewritten texts of three thousand lines without searching', () => {
    const { rows, linesAdded, linesRemoved } = compareTexts(
      rules(n => `Rule ${n}: answer ${(n * 7) % 13} first\n`),
      rules(n => `Rule ${n}: reply ${(n * 5) % 11} last\n`),
    );
    expect(rows).toHaveLength(3000);
    expect([linesAdded, linesRemoved]).toEqual([3000, 3000]);
    expect(comparisons).toBe(0);
  });

  it('gives up the search for a text whose lines were shuffled', () => {
    const { rows, linesAdded, linesRemoved } = compareTexts(
      rules(n => `Rule ${n}\n`),
      rules(n => `Rule ${(n * 1009) % 3000}\n`),
    );
    expect(rows).toHaveLength(3000);
    expect(linesAdded).toBe(linesRemoved);
    expect(comparisons).toBeLessThan(200_000);
  });

  it('finds a line put before a text of which every other line was rewritten', () => {
    const kept = (n: number) => n % 2 === 0;
    const { linesAdded, linesRemoved } = compareTexts(
      rules(n => (kept(n) ? `Rule ${n}\n` : `Before ${n}\n`)),
      `First\n${rules(n => (kept(n) ? `Rule ${n}\n` : `After ${n}\n`))}`,
    );
    expect([linesAdded, linesRemoved]).toEqual([1501, 1500]);
  });

  it('keeps every line of both texts, in order', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', '', '\n', '\r\n', '\r', '\uFEFF'))
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(text, text, (was, is) => {
        const { rows, linesAdded, linesRemoved } = compareTexts(was, is);
        const side = (name: 'base' | 'target') =>
          rows.map(row => row[name] && row[name].text + row[name].end).join('');
        expect(side('base')).toBe(was.replace(/^\uFEFF/, ''));
        expect(side('target')).toBe(is.replace(/^\uFEFF/, ''));
        const own = (kind: string) =>
          rows.filter(row => row.kind === kind || row.kind === 'changed')
            .length;
        expect([linesAdded, linesRemoved]).toEqual([
          own('added'),
          own('removed'),
        ]);
      }),
    );
  });
});

describe('compareWords', () => {
  it('marks the words that differ on each side', () => {
    const { base, target } = compareWords(
      'answer in 3 lines',
      'answer in 5 lines',
    );
    expect(base.filter(({ differs }) => differs)).toEqual([
      { text: '3', differs: true },
    ]);
    expect(target.map(({ text }) => text).join('')).toBe('answer in 5 lines');
  });

  it('marks the whole of lines that have too little in common, or are too long', () => {
    const words = (word: string, count: number) =>
      Array.from({ length: count }, (_unused, n) => `${word}${n}`).join(' ');
    for (const count of [200, 5000]) {
      const [was, is] = [words('a', count), words('b', count)];
      expect(compareWords(was, is)).toEqual({
        base: [{ text: was, differs: true }],
        target: [{ text: is, differs: true }],
      });
    }
  });
});
