import {
  describeEncoding,
  describeNoNumber,
  findLoneSurrogate,
  findNoNumber,
  hasByteOrderMark,
} from './text';

describe('describeEncoding', () => {
  it.each([
    '',
    'plain',
    'Grüße 🚀',
    '\ufeffmarked',
    'a \ufffd of its own',
    '\0\0',
  ])('has nothing to say of the UTF-8 text %j', text => {
    expect(describeEncoding(Buffer.from(text))).toBeUndefined();
  });

  it.each([
    ['Latin-1', Buffer.from('eins\nl\ufffd g\xfcn', 'latin1'), 'line 2'],
    [
      'Latin-1 behind letters of other lengths',
      Buffer.concat([Buffer.from('ü🚀\ufffd'), Buffer.of(0xfc, 0x67)]),
      'is not UTF-8 at line 1, column 4: the byte 0xfc',
    ],
    ['half a character at the end', Buffer.of(0x61, 0xc3), 'column 2'],
    ['UTF-16 with a mark', Buffer.from('\ufeff{}', 'utf16le'), 'is UTF-16'],
    ['UTF-16 without one', Buffer.from('{}', 'utf16le'), 'is UTF-16'],
    [
      'UTF-16 from its large end',
      Buffer.from('\ufeff{}', 'utf16le').swap16(),
      'is UTF-16',
    ],
    ['gzip', Buffer.of(0x1f, 0x8b, 8, 0), 'is compressed with gzip'],
  ])('names %s', (_, bytes, words) => {
    expect(describeEncoding(bytes)).toContain(words);
  });
});

it('tells a byte order mark from text', () => {
  expect(hasByteOrderMark(Buffer.from('\ufeff{}'))).toBe(true);
  expect(hasByteOrderMark(Buffer.from('{}'))).toBe(false);
});

describe('describeNoNumber', () => {
  it.each([
    ['{"a": 1,\n "b": NaN}', 'has NaN at line 2'],
    ['[-Infinity]', 'has Infinity at line 1'],
    ['["\\"NaN",\n\nNaN', 'has NaN at line 3'],
  ])('finds it in %j', (text, words) => {
    expect(describeNoNumber(text)).toContain(words);
  });

  it.each(['{"NaN": "a NaN \\" NaN"}', '{"a": 1'])('finds none in %j', text => {
    expect(describeNoNumber(text)).toBeUndefined();
  });
});

describe('findLoneSurrogate', () => {
  it.each([
    ['\ud83d', ''],
    [
      { samples: [{ output: 'ok' }, { output: 'x\ud83d' }] },
      'samples[1].output',
    ],
    [{ a: { 'b\udc00': 1 } }, 'a name in a'],
    [{ 'b\udc00': 1 }, 'a name'],
  ])('finds half of a pair in %j', (value, path) => {
    expect(findLoneSurrogate(value)).toBe(path);
  });

  it('finds none in whole pairs', () => {
    expect(findLoneSurrogate({ '🚀': ['🚀', 1, null, true] })).toBeUndefined();
  });
});

it('finds a number that would be written as null', () => {
  expect(findNoNumber({ metrics: [{ value: 1 }, { value: NaN }] })).toBe(
    'metrics[1].value',
  );
  expect(findNoNumber([-Infinity])).toBe('[0]');
  expect(findNoNumber({ NaN: 'NaN', none: null })).toBeUndefined();
});
