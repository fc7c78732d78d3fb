import fc from 'fast-check';
import { canonicalize as oracle } from 'json-canonicalize';
import { runInNewContext } from 'node:vm';
import { TransparencyLogError } from '../TransparencyLogError';
import { canonicalBytes, canonicalJson } from './canonicalJson';

function refusal(value: unknown): unknown {
  try {
    canonicalJson(value);
  } catch (error) {
    return error instanceof TransparencyLogError &&
      error.code === 'not-canonical'
      ? error.path
      : error;
  }
  return 'accepted';
}

describe('canonicalJson', () => {
  it('writes the example of RFC 8785, section 3.2.2', () => {
    expect(
      canonicalJson({
        numbers: [Number('333333333.33333329'), 4.5, 2e-3, 1e-27],
        string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
        literals: [null, true, false],
      }),
    ).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts keys by UTF-16 code units, as RFC 8785, section 3.2.3 shows', () => {
    const text = canonicalJson({
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      1: 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    });
    expect(Object.values(JSON.parse(text))).toEqual(
      expect.arrayContaining(['Euro Sign']),
    );
    expect(text.match(/:"([A-Z]\w+)/g)).toEqual(
      ['Carriage', 'One', 'Control', 'Latin', 'Euro', 'Emoji', 'Hebrew'].map(
        word => `:"${word}`,
      ),
    );
  });

  it('agrees with a second implementation on every JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), json => {
        const value: unknown = JSON.parse(JSON.stringify(json));
        fc.pre(refusal(value) === 'accepted');
        expect(canonicalJson(value)).toBe(oracle(value));
      }),
      { numRuns: 500 },
    );
  });

  it('is a fixed point and loses nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), json => {
        const value: unknown = JSON.parse(JSON.stringify(json));
        fc.pre(refusal(value) === 'accepted');
        const parsed: unknown = JSON.parse(canonicalJson(value));
        expect(parsed).toEqual(value);
        expect(canonicalJson(parsed)).toBe(canonicalJson(value));
      }),
    );
  });

  it('gives the bytes in UTF-8', () => {
    expect([...canonicalBytes('ä')]).toEqual([0x22, 0xc3, 0xa4, 0x22]);
  });

  it('keeps a key named __proto__', () => {
    expect(canonicalJson(JSON.parse('{"__proto__":{"a":1}}'))).toBe(
      '{"__proto__":{"a":1}}',
    );
  });

  it('takes plain objects of another realm', () => {
    expect(canonicalJson(runInNewContext('({ a: [1] })'))).toBe('{"a":[1]}');
  });

  it.each([
    ['undefined', undefined, '$'],
    ['an undefined property', { a: { b: undefined } }, '$.a.b'],
    ['an undefined item', [1, undefined], '$[1]'],
    ['a function', { a: () => 1 }, '$.a'],
    ['a symbol', [Symbol('x')], '$[0]'],
    ['a symbol as key', { [Symbol('x')]: 1 }, '$'],
    ['a bigint', { a: 1n }, '$.a'],
    ['a Map', { a: new Map([['x', 1]]) }, '$.a'],
    ['a Set', new Set([1]), '$'],
    ['a Date', { at: new Date(0) }, '$.at'],
    ['bytes', { a: new Uint8Array(2) }, '$.a'],
    ['a class instance', { a: new (class Box {})() }, '$.a'],
    ['NaN', { score: NaN }, '$.score'],
    ['Infinity', { a: [{ b: Infinity }] }, '$.a[0].b'],
    ['-Infinity', -Infinity, '$'],
    ['-0', { a: -0 }, '$.a'],
    ['2^53', { a: 2 ** 53 }, '$.a'],
    ['1e300', [1e300], '$[0]'],
    ['a lone high surrogate', { a: 'x\ud800y' }, '$.a'],
    ['a lone low surrogate', { a: '\udc00\ud800' }, '$.a'],
    ['a key with a lone surrogate', { a: { '\ud800': 1 } }, '$.a'],
    ['a hole', { a: new Array(2) }, '$.a'],
    ['a named property of an array', Object.assign([1], { x: 2 }), '$'],
    ['toJSON', { a: { toJSON: () => 1 } }, '$.a.toJSON'],
  ])('refuses %s', (_name, value, path) => {
    expect(refusal(value)).toBe(path);
  });

  it('takes the largest numbers of I-JSON', () => {
    expect(canonicalJson([2 ** 53 - 1, -(2 ** 53 - 1), 0.1])).toBe(
      '[9007199254740991,-9007199254740991,0.1]',
    );
  });

  it('refuses nesting before it exhausts the stack, and cycles with it', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) {
      deep = [deep];
    }
    expect(refusal(deep)).toMatch(/^\$(\[0\]){65}$/);
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    expect(refusal(cycle)).toMatch(/^\$(\.self){65}$/);
  });
});
