import fc from 'fast-check';
import {
  concatBytes,
  equalBytes,
  fromBase64,
  fromHex,
  isSha256Hex,
  isWellFormed,
  textOf,
  toBase64,
  toHex,
  utf8,
} from './bytes';

describe('base64', () => {
  it('agrees with Buffer and comes back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20_000 }), bytes => {
        const text = toBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect(equalBytes(fromBase64(text)!, bytes)).toBe(true);
      }),
    );
  });

  it.each(['QQ', 'QQ=', 'QR==', ' QQ==', 'QQ==\n', 'Q Q==', '-_-_', 'Ä', '='])(
    'refuses %j, which is another spelling or none',
    text => {
      expect(fromBase64(text)).toBeUndefined();
    },
  );
});

describe('hex', () => {
  it('agrees with Buffer and comes back', () => {
    fc.assert(
      fc.property(fc.uint8Array(), bytes => {
        expect(toHex(bytes)).toBe(Buffer.from(bytes).toString('hex'));
        expect(equalBytes(fromHex(toHex(bytes))!, bytes)).toBe(true);
      }),
    );
  });

  it.each(['0', 'AB', '0x', ' 00', 'zz'])('refuses %j', text => {
    expect(fromHex(text)).toBeUndefined();
  });

  it('takes a SHA-256 in one spelling only', () => {
    expect(isSha256Hex('a'.repeat(64))).toBe(true);
    expect(isSha256Hex('A'.repeat(64))).toBe(false);
    expect(isSha256Hex(`sha256:${'a'.repeat(64)}`)).toBe(false);
    expect(isSha256Hex(`${'a'.repeat(64)}\n`)).toBe(false);
    expect(isSha256Hex(undefined)).toBe(false);
  });
});

describe('text', () => {
  it('agrees with the platform on what is well formed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0xd7f0, max: 0xe010 })), units => {
        const text = String.fromCharCode(...units);
        const survives = Buffer.from(text, 'utf8').toString('utf8') === text;
        expect(isWellFormed(text)).toBe(survives);
      }),
    );
  });

  it('keeps a byte order mark and refuses what is no UTF-8', () => {
    expect(textOf(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41))).toBe('\ufeffA');
    expect(() => textOf(Uint8Array.of(0xc3, 0x28))).toThrow('not UTF-8');
  });

  it('joins bytes', () => {
    expect([...concatBytes(utf8('ab'), new Uint8Array(0), utf8('c'))]).toEqual([
      97, 98, 99,
    ]);
    expect(equalBytes(utf8('ab'), utf8('abc'))).toBe(false);
    expect(equalBytes(utf8('abd'), utf8('abc'))).toBe(false);
  });
});
