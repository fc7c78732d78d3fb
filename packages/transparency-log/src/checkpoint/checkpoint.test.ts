import { sha256, verifyEd25519 } from '../node';
import { keyPairOf, verifyWithWebCrypto } from '../testUtils/ed25519';
import {
  formatCheckpoint,
  parseCheckpoint,
  signCheckpoint,
  verifyCheckpoint,
} from './Checkpoint';
import { parseNote, signNote, verifyNote } from './signedNote';
import {
  createVerifierKey,
  formatVerifierKey,
  parseVerifierKey,
} from './VerifierKey';

// The example of golang.org/x/mod/sumdb/note, which the C2SP format was drawn from.
const goKey =
  'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const goNote =
  'If you think cryptography is the answer to your problem,\n' +
  "then you don't know what your problem is.\n\n" +
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';

const log = keyPairOf('log');
const logKey = createVerifierKey('portal.example/audit', log.publicKey, sha256);
const other = keyPairOf('other');
const otherKey = createVerifierKey('witness.example', other.publicKey, sha256);
const root = sha256(new Uint8Array(0));

describe.each([
  ['node:crypto', verifyEd25519],
  ['WebCrypto', verifyWithWebCrypto],
])('with %s', (_name, verify) => {
  it('verifies the note of another implementation', async () => {
    const key = parseVerifierKey(goKey, sha256);
    const { text, verifiedBy } = await verifyNote(goNote, [key], verify);
    expect(text).toMatch(/^If you think .* is\.\n$/s);
    expect(verifiedBy).toEqual([key]);
  });

  it('verifies what it signed', async () => {
    const note = await signCheckpoint({ size: 7, root }, logKey, log.sign);
    expect(await verifyCheckpoint(note, [logKey], verify)).toEqual({
      origin: 'portal.example/audit',
      size: 7,
      root,
    });
  });

  it('rejects a note with any character changed', async () => {
    const note = await signCheckpoint({ size: 7, root }, logKey, log.sign);
    for (let i = 0; i < note.length; i++) {
      const forged =
        note.slice(0, i) +
        String.fromCharCode(note.charCodeAt(i) ^ 1) +
        note.slice(i + 1);
      await expect(
        verifyCheckpoint(forged, [logKey], verify),
      ).rejects.toMatchObject({
        code: expect.stringMatching(/^(checkpoint|signature)-invalid$/),
      });
    }
  });
});

describe('verifier key', () => {
  it('comes back from its line', () => {
    expect(formatVerifierKey(parseVerifierKey(goKey, sha256))).toBe(goKey);
    const line = formatVerifierKey(logKey);
    expect(line).toMatchInlineSnapshot(
      `"portal.example/audit+c4c15156+AQNa+E7WJPInjzdLxC2+RePLlotidVIoEJbhhgjgkTar"`,
    );
    expect(parseVerifierKey(line, sha256)).toEqual(logKey);
  });

  it.each([
    ['the id of another key', goKey.replace('c74f20a3', 'c74f20a4')],
    ['another name', goKey.replace('Peter', 'peter')],
    ['another algorithm', goKey.replace('+AR', '+BR')],
    ['a shorter key', goKey.slice(0, -4)],
    ['a blank at its end', `${goKey} `],
    ['upper-case id', goKey.replace('c74f', 'C74F')],
    ['no key', 'PeterNeumann+c74f20a3+'],
    ['no name', goKey.replace('PeterNeumann', '')],
    ['nothing', ''],
  ])('is refused with %s', (_name, line) => {
    expect(() => parseVerifierKey(line, sha256)).toThrow(
      expect.objectContaining({ code: 'checkpoint-invalid' }),
    );
  });

  it.each(['', 'a b', 'a+b', 'a\nb', 'a\u0000b', 'a\u00a0b'])(
    'is not made for the name %j',
    name => {
      expect(() => createVerifierKey(name, log.publicKey, sha256)).toThrow(
        'is no key name',
      );
    },
  );
});

describe('signed note', () => {
  it('takes the last empty line as the separator', async () => {
    const text = 'one\n\ntwo\n';
    const note = await signNote(text, logKey, log.sign);
    expect(parseNote(note).text).toBe(text);
    expect((await verifyNote(note, [logKey], verifyEd25519)).text).toBe(text);
  });

  it('ignores signatures of unknown keys, in whatever place', async () => {
    const note = await signNote('text\n', logKey, log.sign);
    const foreign = (await signNote('else\n', otherKey, other.sign)).split(
      '\n\n',
    )[1];
    const [text, line] = note.split('\n\n');
    const before = `${text}\n\n${foreign}${line}`;
    for (const countersigned of [before, note + foreign]) {
      const { verifiedBy } = await verifyNote(
        countersigned,
        [logKey],
        verifyEd25519,
      );
      expect(verifiedBy).toEqual([logKey]);
    }
  });

  it('is rejected when one known key of several fails', async () => {
    const note = await signNote('text\n', logKey, log.sign);
    const lie = (await signNote('else\n', otherKey, other.sign)).split(
      '\n\n',
    )[1];
    await expect(
      verifyNote(note + lie, [logKey, otherKey], verifyEd25519),
    ).rejects.toThrow('The signature of witness.example does not hold');
  });

  it('counts a key once, however often it signed', async () => {
    const note = await signNote('text\n', logKey, log.sign);
    const [, line] = note.split('\n\n');
    const { verifiedBy } = await verifyNote(
      note + line,
      [logKey],
      verifyEd25519,
    );
    expect(verifiedBy).toHaveLength(1);
  });

  it('compares the name exactly, whatever the key id', async () => {
    const shorter = { ...logKey, name: 'portal.example' };
    const note = await signNote('text\n', logKey, log.sign);
    await expect(
      verifyNote(note, [shorter], verifyEd25519),
    ).rejects.toMatchObject({ code: 'signature-invalid' });
  });

  it.each([
    ['nothing', ''],
    ['no signature', 'text\n'],
    ['an empty signature block', 'text\n\n'],
    ['no text', '\n— a AAAAAAAA\n'],
    ['no final newline', goNote.slice(0, -1)],
    ['one more newline', `${goNote}\n`],
    ['a hyphen for the dash', goNote.replace('—', '-')],
    ['a missing name', goNote.replace('PeterNeumann ', '')],
    ['a doubled blank', goNote.replace('— P', '—  P')],
    ['carriage returns', goNote.replaceAll('\n', '\r\n')],
    ['a control character', goNote.replace('think', 'th\u0000ink')],
    ['a lone surrogate', goNote.replace('think', 'th\ud800ink')],
    ['other base64', goNote.replace('AM=', 'AN=')],
    ['too short a signature', 'text\n\n— a AAAAAA==\n'],
    ['too much', `${'x'.repeat(1_000_001)}${goNote}`],
    ['101 signatures', `text\n\n${'— a AAAAAAAA\n'.repeat(101)}`],
  ])('is refused with %s', (_name, note) => {
    expect(() => parseNote(note)).toThrow(
      expect.objectContaining({ code: 'checkpoint-invalid' }),
    );
  });

  it('is not made of a text that could not be read back', async () => {
    for (const text of ['', 'no newline', 'a\tb\n', '\ud800\n']) {
      await expect(signNote(text, logKey, log.sign)).rejects.toMatchObject({
        code: 'checkpoint-invalid',
      });
    }
  });
});

describe('checkpoint', () => {
  it('is three lines', () => {
    const text = formatCheckpoint({ origin: 'o', size: 10, root });
    expect(text).toBe('o\n10\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n');
    expect(parseCheckpoint(text)).toEqual({ origin: 'o', size: 10, root });
  });

  const rootText = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';
  it.each(
    [
      '0x10',
      '',
      ' 12 ',
      '007',
      '1e3',
      '-1',
      '+1',
      '1.0',
      '9007199254740992',
      '٣',
    ]
      .map(size => `o\n${size}\n${rootText}\n`)
      .concat(
        `\n1\n${rootText}\n`,
        `o\n1\n${rootText}`,
        `o\n1\n${rootText.slice(0, -1)}\n`,
        `o\n1\n${rootText.replace('U=', 'V=')}\n`,
        `o\n1\nAAAA\n`,
        `o\n1\n${rootText}\nextension\n`,
        `o\n1\n${rootText}\n\nextension\n`,
        `o\r\n1\r\n${rootText}\r\n`,
        'o\n1\n',
        '',
      ),
  )('refuses %j', text => {
    expect(() => parseCheckpoint(text)).toThrow(
      expect.objectContaining({ code: 'checkpoint-invalid' }),
    );
  });

  it('is not believed when a trusted key of another log signed it', async () => {
    const text = formatCheckpoint({ origin: logKey.name, size: 1, root });
    const note = await signNote(text, otherKey, other.sign);
    await expect(
      verifyCheckpoint(note, [logKey, otherKey], verifyEd25519),
    ).rejects.toThrow(
      "No trusted key speaks for the log 'portal.example/audit'",
    );
  });

  it('is not made of what is no checkpoint', () => {
    for (const checkpoint of [
      { origin: '', size: 1, root },
      { origin: 'a\nb', size: 1, root },
      { origin: 'a', size: 1.5, root },
      { origin: 'a', size: -1, root },
      { origin: 'a', size: 1, root: root.subarray(1) },
    ]) {
      expect(() => formatCheckpoint(checkpoint)).toThrow(
        expect.objectContaining({ code: 'checkpoint-invalid' }),
      );
    }
  });

  it('needs a trusted key', async () => {
    const note = await signCheckpoint({ size: 7, root }, logKey, log.sign);
    for (const keys of [[], [otherKey]]) {
      await expect(
        verifyCheckpoint(note, keys, verifyEd25519),
      ).rejects.toMatchObject({ code: 'signature-invalid' });
    }
  });
});
