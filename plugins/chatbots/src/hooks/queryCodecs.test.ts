import {
  flag,
  oneOf,
  optionalName,
  optionalInstant,
  optionalOneOf,
  optionalText,
} from './queryCodecs';

describe('query codecs fall back on what they do not know', () => {
  it.each([
    ['a word', oneOf(['a', 'b'], 'a').parse('b'), 'b'],
    ['an unknown word', oneOf(['a', 'b'], 'a').parse('<script>'), 'a'],
    ['an absent word', optionalOneOf(['a']).parse(undefined), undefined],
    ['an unknown optional word', optionalOneOf(['a']).parse('z'), undefined],
    ['a long text', optionalText(3).parse('abcdef'), 'abc'],
    ['a text off the pattern', optionalText(9, /^\d+$/).parse('x'), undefined],
    ['a name', optionalName.parse('Übersicht & Maße'), 'Übersicht & Maße'],
    ['what is no name', optionalName.parse('<script>'), undefined],
    ['a name not in NFC', optionalName.parse('U\u0308ber'), undefined],
    ['an empty text', optionalText(9).parse(''), undefined],
    ['a flag', flag.parse('true'), true],
    ['anything else as a flag', flag.parse('yes'), false],
    [
      'an instant with an offset',
      optionalInstant.parse('2026-01-01T01:00:00+01:00'),
      '2026-01-01T00:00:00.000Z',
    ],
    [
      'an instant whose plus became a blank',
      optionalInstant.parse('2026-01-01T01:00:00 01:00'),
      '2026-01-01T00:00:00.000Z',
    ],
    ['no instant', optionalInstant.parse('soon'), undefined],
    [
      'a day that no calendar has',
      optionalInstant.parse('2026-02-30T00:00:00Z'),
      undefined,
    ],
    ['a long text of emoji', optionalText(1).parse('🚀🚀'), '🚀'],
  ])('%s', (_what, parsed, expected) => {
    expect(parsed).toBe(expected);
  });

  it('leaves a default out of the address', () => {
    expect(oneOf(['a', 'b'], 'a').serialize('a')).toBeUndefined();
    expect(flag.serialize(false)).toBeUndefined();
  });
});
