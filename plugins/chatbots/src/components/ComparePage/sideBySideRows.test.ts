import { sideBySide, withContext } from './sideBySideRows';

describe('sideBySide', () => {
  it('stands a changed line beside the line it replaces', () => {
    expect(sideBySide('a\nb\nc\n', 'a\nB\nc\n')).toEqual([
      {
        kind: 'same',
        base: { number: 1, text: 'a' },
        target: { number: 1, text: 'a' },
      },
      {
        kind: 'changed',
        base: { number: 2, text: 'b' },
        target: { number: 2, text: 'B' },
      },
      {
        kind: 'same',
        base: { number: 3, text: 'c' },
        target: { number: 3, text: 'c' },
      },
    ]);
  });

  it('leaves a side empty where it has no line', () => {
    expect(sideBySide('a\n', 'a\nb\nc\n').slice(1)).toEqual([
      { kind: 'added', base: undefined, target: { number: 2, text: 'b' } },
      { kind: 'added', base: undefined, target: { number: 3, text: 'c' } },
    ]);
    expect(sideBySide('a\nb\n', 'a\n')[1]).toEqual({
      kind: 'removed',
      base: { number: 2, text: 'b' },
      target: undefined,
    });
  });

  it('keeps empty lines, which are lines too', () => {
    expect(sideBySide('a\n\nb\n', 'a\n\nb\n')).toHaveLength(3);
  });

  it('reproduces both texts from its rows', () => {
    const base = 'one\ntwo\nthree\nfour\nfive\nsix\n';
    const target = 'zero\none\n2\nthree\nfive\n6\nseven\n';
    const rows = sideBySide(base, target);
    const join = (side: 'base' | 'target') =>
      rows.flatMap(row => row[side]?.text ?? []).map(text => `${text}\n`);
    expect(join('base').join('')).toBe(base);
    expect(join('target').join('')).toBe(target);
  });
});

describe('withContext', () => {
  it('leaves out equal lines far from a difference and marks the place', () => {
    const text = (middle: string) =>
      `${'x\n'.repeat(10)}${middle}\n${'y\n'.repeat(10)}`;
    const rows = withContext(sideBySide(text('old'), text('new')), 2);
    expect(rows.map(row => row?.base?.text)).toEqual([
      undefined,
      'x',
      'x',
      'old',
      'y',
      'y',
      undefined,
    ]);
  });
});
