import {
  exampleEvent,
  exampleExport,
  hashing,
  signedHeader,
  textOfParts,
} from './__testUtils__/exampleLog';
import { forge, verifyTexts } from './__testUtils__/forge';
import { writeExport, writeExportCsv } from './writeExport';

describe('verifyExport', () => {
  describe('with a footer that the forger fixed', () => {
    const attacks: [
      string,
      (events: string[], header: string) => string[],
      string,
    ][] = [
      ['an event removed', e => e.toSpliced(2, 1), 'Event 5 is missing'],
      ['the first removed', e => e.slice(1), 'Event 3 is missing'],
      ['the last removed', e => e.slice(0, -1), 'Event 8 is missing'],
      ['three removed', e => e.toSpliced(1, 3), 'Events 4 to 6 are missing'],
      ['all removed', () => [], 'Events 3 to 8 are missing'],
      [
        'an event doubled',
        e => e.toSpliced(2, 0, e[2]),
        'Event 5 stands where event 6 should',
      ],
      [
        'two exchanged',
        e => e.with(1, e[2]).with(2, e[1]),
        'Event 4 stands where event 6 should',
      ],
      [
        'one added at the end',
        e => [...e, e[0]],
        'Event 3 stands where event 9 should',
      ],
      [
        'a body changed',
        e => e.with(2, e[2].replace('1.0.5', '6.6.6')),
        'Event 5 was changed',
      ],
      [
        'a text changed',
        e => e.with(1, e[1].replace('Looks good', 'Looks bad!')),
        'not exactly as an export writes it',
      ],
      ['a line that is no JSON', e => e.with(0, 'x'), 'no JSON'],
      ['a line that is null', e => e.with(0, 'null'), 'no sequence number'],
      ['an empty line', e => e.with(0, ''), 'no JSON'],
      [
        'blanks in a line',
        e => e.with(0, e[0].replace('{', '{ ')),
        'not exactly as an export writes it',
      ],
      [
        'an extra field',
        e => e.with(0, e[0].replace(/}$/, ',"z":1}')),
        'not exactly as an export writes it',
      ],
      ['the header again', (e, h) => [h, ...e], 'no sequence number'],
    ];

    it.each(attacks)('finds %s', async (_name, attack, message) => {
      const { ndjson } = await exampleExport(3, 9, 11);
      const result = await verifyTexts(await forge(ndjson, attack));
      expect(result.valid).toBe(false);
      expect(result.problems.map(problem => problem.message)).toEqual(
        expect.arrayContaining([expect.stringContaining(message)]),
      );
    });
  });

  describe('with every hash fixed that a forger without the key can fix', () => {
    async function rewritten(change: (seq: number) => number) {
      const honest = Array.from({ length: 11 }, (_, seq) => exampleEvent(seq));
      const header = await signedHeader(
        3,
        9,
        honest.map(({ leafHash }) => leafHash),
      );
      const events = honest
        .slice(3, 9)
        .map(({ seq }) => ({ ...exampleEvent(change(seq)), seq }));
      return verifyTexts(
        await textOfParts(writeExport(header, events, hashing)),
        await textOfParts(writeExportCsv(header, events)),
      );
    }

    it('is itself right', async () => {
      expect((await rewritten(seq => seq)).valid).toBe(true);
    });

    it.each<[string, (seq: number) => number]>([
      ['one event', seq => (seq === 5 ? 50 : seq)],
      ['the order', seq => ({ 5: 6, 6: 5 }[seq] ?? seq)],
      ['all events', seq => seq + 20],
      ['the range', seq => seq + 1],
    ])('finds that %s was exchanged', async (_name, change) => {
      const { valid, problems } = await rewritten(change);
      expect(valid).toBe(false);
      expect(problems).toEqual([
        {
          at: 'tree',
          message: expect.stringContaining(
            'together they do not give the signed root',
          ),
        },
      ]);
    });
  });
});
