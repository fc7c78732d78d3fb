import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeText } from './decodeText.ts';

const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const decode = (bytes: number[] | Buffer, fallback = 'windows-1252') => {
  const { text, encoding, guessed } = decodeText(Buffer.from(bytes), fallback);
  return [text, encoding, guessed];
};

test('decodes by byte order mark, as UTF-8, and by the configured fallback', () => {
  assert.deepEqual(decode(Buffer.from('\ufeffGröße')), [
    'Größe',
    'utf-8',
    false,
  ]);
  assert.deepEqual(decode(Buffer.from('Größe 日本')), [
    'Größe 日本',
    'utf-8',
    false,
  ]);
  assert.deepEqual(decode(utf16('\ufeffGröße')), ['Größe', 'utf-16le', false]);
  assert.deepEqual(decode(utf16('\ufeffGröße').swap16()), [
    'Größe',
    'utf-16be',
    false,
  ]);
  // Detectors of encodings take these four words for Japanese.
  assert.deepEqual(decode(Buffer.from('Größe: 5 m', 'latin1')), [
    'Größe: 5 m',
    'windows-1252',
    true,
  ]);
  assert.deepEqual(decode([0x93, 0xfa, 0x96, 0x7b], 'shift_jis'), [
    '日本',
    'shift_jis',
    true,
  ]);
});

test('makes one text of what differs in line ends, unseen hyphens and forms of letters', () => {
  assert.equal(
    decode(Buffer.from('a\r\nb\rArbeits\u00adzeit U\u0308'))[0],
    'a\nb\nArbeitszeit Ü',
  );
});

test('refuses bytes that are no text, or that do not fit the fallback', () => {
  assert.throws(() => decode(utf16('no mark')), { reason: 'binary' });
  assert.throws(() => decode([0x89, 0x50, 0x01, 0x02, 0x1a, 0xff]), {
    reason: 'binary',
  });
  assert.throws(() => decode([0xff, 0xfe, 0x41]), { reason: 'undecodable' });
  assert.throws(() => decode([0x41, 0xff, 0xff], 'shift_jis'), {
    reason: 'undecodable',
  });
  // UTF-32 begins like UTF-16 with a mark.
  assert.throws(() => decode([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]), {
    reason: 'binary',
  });
});
