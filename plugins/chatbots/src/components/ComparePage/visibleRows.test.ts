import { visibleRows } from './visibleRows';

const same = { status: 'same', base: '0.2', target: '0.2' } as const;
const changed = { status: 'changed', base: '0.2', target: '0.4' } as const;
const missing = { status: 'missing', base: '0.2' } as const;
const incomparable = {
  status: 'incomparable',
  base: '0.9',
  target: '0.8',
} as const;

describe('visibleRows', () => {
  it('hides equal rows when only differences are asked for', () => {
    expect(visibleRows([same, changed], true)).toEqual([changed]);
  });

  it('keeps rows that cannot be compared or miss a side', () => {
    expect(visibleRows([missing, incomparable, same], true)).toEqual([
      missing,
      incomparable,
    ]);
  });

  it('keeps a row without a value even when it is called the same', () => {
    const neither = { status: 'same' } as const;
    const noTarget = { status: 'same', base: '1' } as const;
    const noBase = { status: 'same', target: '1' } as const;
    expect(visibleRows([neither, noTarget, noBase], true)).toEqual([
      neither,
      noTarget,
      noBase,
    ]);
  });

  it('keeps everything when all rows are asked for', () => {
    expect(visibleRows([same, changed], false)).toEqual([same, changed]);
  });
});
