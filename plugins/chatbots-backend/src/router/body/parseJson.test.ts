import { MAX_DEPTH, parseJson } from './parseJson';

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

function messageOf(text: string | Buffer): string {
  try {
    parseJson(Buffer.from(text as string));
    return 'parsed';
  } catch (error) {
    return Object(error).message;
  }
}

function reasonOf(text: string | Buffer): string | undefined {
  try {
    parseJson(Buffer.from(text as string));
    return undefined;
  } catch (error) {
    return Object(error).reason;
  }
}

describe('parseJson', () => {
  it.each([
    '{"a":[1,2,{"b":"c"}]}',
    nested(MAX_DEPTH),
    // Brackets in a text are no levels, and its quotes and backslashes do not end it.
    JSON.stringify({ text: `${'['.repeat(500)}"\\"${'{'.repeat(500)}` }),
    JSON.stringify(['\\', '[', '\\\\', '"', '\\u0000 in six characters']),
    // Lists beside each other.
    `[${Array(1000).fill('[]').join()}]`,
    '"Straße 🚀"',
  ])('parses %j as JSON.parse does', text => {
    expect(parseJson(Buffer.from(text))).toEqual(JSON.parse(text));
  });

  it.each([
    ['one level too many', nested(MAX_DEPTH + 1)],
    ['objects in lists', '[{"a":'.repeat(40)],
    ['2.5 million levels', '['.repeat(2_500_000)],
  ])('refuses %s without recursion', (_, text) => {
    expect(reasonOf(text)).toBe('body-too-deep');
  });

  it.each([
    ['what is no JSON', '{a:1}'],
    ['a text that does not end', '["abc'],
    ['a backslash at the end', '["abc\\'],
    ['U+0000 in a value', '{"a":"b\\u0000"}'],
    ['U+0000 in a name', '{"a\\u0000":1}'],
    ['the byte 0', '{"a":"\0"}'],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['half of a surrogate pair', '{"a":"x\\ud83d"}'],
    ['half of a surrogate pair in a name', '{"a":{"\\uDC00":1}}'],
  ])('refuses %s', (_, text) => {
    expect(reasonOf(text)).toBe('input-invalid');
  });

  it.each([
    ['UTF-16', Buffer.from('\ufeff{}', 'utf16le'), 'is UTF-16'],
    ['gzip that no header names', Buffer.of(0x1f, 0x8b, 8), 'gzip'],
    ['Latin-1', Buffer.from('{"a":"\xfc"}', 'latin1'), 'line 1, column 7'],
    ['NaN', '{\n"value":NaN}', 'has NaN at line 2'],
    [
      'half of a surrogate pair',
      '{"samples":[{"output":"\\ud83d"}]}',
      'half of a surrogate pair in samples[0].output',
    ],
  ])('names %s and its place', (_, body, words) => {
    expect(messageOf(body)).toContain(words);
  });

  it('takes a whole surrogate pair written as escapes, and a byte order mark before the JSON', () => {
    expect(parseJson(Buffer.from('\ufeff["\\ud83d\\ude80"]'))).toEqual(['🚀']);
  });
});
