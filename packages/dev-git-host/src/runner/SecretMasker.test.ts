import { formsOf, SecretMasker } from './SecretMasker';

const SECRET = 'portal-token/with+signs?=1';

function maskInPieces(text: string, size: number, secrets: string[]): string {
  const masker = SecretMasker.create(secrets);
  let output = '';
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) {
    output += masker.write(bytes.subarray(at, at + size));
  }
  return output + masker.end();
}

describe('SecretMasker', () => {
  it.each([1, 2, 3, 5, 7, 1000])(
    'masks a secret cut into pieces of %i bytes',
    size => {
      const masked = maskInPieces(
        `ä before ${SECRET} behind ${SECRET}\n`,
        size,
        [SECRET],
      );
      expect(masked).toBe('ä before *** behind ***\n');
    },
  );

  it.each([0, 1, 2, 3, 4, 5])(
    'masks base64 of a text with the secret at byte %i',
    offset => {
      const text = `${'u'.repeat(offset)}${SECRET}:tail`;
      for (const encoding of ['base64', 'base64url'] as const) {
        const masked = SecretMasker.mask(Buffer.from(text).toString(encoding), [
          SECRET,
        ]);
        expect(masked).toContain('***');
        // What is left may tell at most the last byte's neighbour, never a run of the secret's bytes.
        const rest = masked
          .split('***')
          .map(part => Buffer.from(part, encoding).toString('latin1'));
        expect(
          rest.some(part => part.includes('token') || part.includes('signs')),
        ).toBe(false);
      }
    },
  );

  it('masks the URL-encoded, JSON-escaped, hexadecimal and single-line forms', () => {
    const secret = 'line one "quoted"\nline two & more';
    for (const form of [
      encodeURIComponent(secret),
      JSON.stringify(secret),
      Buffer.from(secret).toString('hex'),
      'line two & more',
    ]) {
      expect(SecretMasker.mask(`<${form}>`, [secret])).toMatch(
        /^<"?\*\*\*"?>$/,
      );
    }
  });

  it('masks the whole of secrets that begin alike or overlap', () => {
    expect(maskInPieces('abcdef abcdxyz', 1, ['abcd', 'abcdef'])).toBe(
      '*** ***xyz',
    );
    expect(maskInPieces('123456789', 2, ['12345', '45678'])).toBe('***9');
  });

  it('lets text without secrets pass at once', () => {
    const masker = SecretMasker.create([SECRET]);
    expect(masker.write('progress 10 %')).toBe('progress 10 %');
    expect(masker.write('now portal-to')).toBe('now ');
    expect(masker.write('day')).toBe('portal-today');
  });

  it('has no empty form', () => {
    expect(formsOf('x')).toEqual(expect.arrayContaining(['x']));
    expect(formsOf(' ')).not.toContain('');
  });
});
