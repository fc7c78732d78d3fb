import { createVerifierKey } from '../../checkpoint';
import {
  keyPairOf,
  verifyWithNode,
  verifyWithWebCrypto,
} from '../../checkpoint/__testUtils__/ed25519';
import { sha256 } from '../../merkle/__testUtils__/testTree';
import {
  exampleEvent,
  exampleExport,
  hashing,
  logKey,
  piecesOf,
  signedHeader,
  textOfParts,
} from '../__testUtils__/exampleLog';
import type { ExportVerification } from './ExportVerification';
import { verifyExport } from './verifyExport';
import { writeExport, writeExportCsv } from './writeExport';

function verify(
  ndjson: string | Uint8Array,
  csv?: string | Uint8Array,
  options: { pieces?: number; keys?: (typeof logKey)[] } = {},
): Promise<ExportVerification> {
  return verifyExport({
    ndjson: piecesOf(ndjson, options.pieces),
    ...(csv === undefined ? {} : { csv: piecesOf(csv, options.pieces) }),
    trustedKeys: options.keys ?? [logKey],
    hashing,
    verify: verifyWithNode,
  });
}

/** The lines with one function applied, and a footer that fits what came out. */
async function forge(
  ndjson: string,
  change: (events: string[], header: string) => string[],
): Promise<string> {
  const [header, ...rest] = ndjson.trimEnd().split('\n');
  const events = change(rest.slice(0, -1), header);
  const lines = [header, ...events];
  const body = `${lines.join('\n')}\n`;
  const digest = Buffer.from(sha256(Buffer.from(body))).toString('hex');
  return `${body}{"count":${events.length},"sha256":"${digest}"}\n`;
}

const seqsOf = (result: ExportVerification) =>
  result.problems.flatMap(({ seq }) => (seq === undefined ? [] : [seq]));

describe('verifyExport', () => {
  it('accepts every range of a log, in pieces of any size', async () => {
    for (const [from, to, size] of [
      [0, 11, 11],
      [0, 1, 1],
      [3, 9, 11],
      [10, 11, 11],
      [4, 4, 11],
      [0, 0, 0],
    ]) {
      const { ndjson, csv } = await exampleExport(from, to, size);
      for (const pieces of [1, 7, 100_000]) {
        const result = await verify(ndjson, csv, { pieces });
        expect(result.problems).toEqual([]);
        expect(result).toMatchObject({
          valid: true,
          problemCount: 0,
          range: { origin: logKey.name, from, to },
          checkpoint: { size, keyId: logKey.keyId },
          events: to - from,
          csvRows: to - from,
        });
      }
    }
  });

  it('accepts it through WebCrypto, too, and without a CSV', async () => {
    const { ndjson } = await exampleExport(3, 9, 11);
    const result = await verifyExport({
      ndjson: piecesOf(ndjson),
      trustedKeys: [logKey],
      hashing,
      verify: verifyWithWebCrypto,
    });
    expect(result).toMatchObject({ valid: true, textsProven: 3 });
    expect(result.csvRows).toBeUndefined();
    expect(result.peopleStated).toBe(2);
  });

  it('stays readable for ever', async () => {
    const { ndjson, csv } = await exampleExport(3, 5, 6);
    expect(ndjson).toMatchSnapshot();
    expect(csv).toMatchSnapshot();
  });

  it('fails when any byte of the NDJSON is flipped, and names its event', async () => {
    const { ndjson, csv } = await exampleExport(2, 5, 6);
    const bytes = Buffer.from(ndjson);
    // Line 0 is the header, lines 1 to 3 hold events 2 to 4, line 4 is the footer.
    let line = 0;
    for (let i = 0; i < bytes.length; i++) {
      const isNewline = bytes[i] === 0x0a;
      for (const bit of [0x01, 0x80]) {
        const flipped = Buffer.from(bytes);
        flipped[i] ^= bit;
        const result = await verify(flipped, csv);
        expect(result.valid).toBe(false);
        if (line >= 1 && line <= 3) {
          expect(seqsOf(result)).toContain(line + 1);
        } else {
          expect(result.problems[0].at).toMatch(
            line === 0 ? /header|event|tree|footer/ : /footer/,
          );
        }
      }
      line += isNewline ? 1 : 0;
    }
    expect(line).toBe(5);
  }, 60_000);

  it('fails when any byte of the CSV is flipped, and names its event', async () => {
    const { ndjson, csv } = await exampleExport(2, 5, 6);
    const bytes = Buffer.from(csv);
    let row = 0;
    for (let i = 0; i < bytes.length; i++) {
      const flipped = Buffer.from(bytes);
      flipped[i] ^= 1;
      const { valid, problems } = await verify(ndjson, flipped);
      expect(valid).toBe(false);
      expect(problems).toEqual([
        expect.objectContaining(
          row === 0 ? { at: 'csv' } : { at: 'csv', seq: row + 1 },
        ),
      ]);
      row += bytes[i] === 0x0a ? 1 : 0;
    }
    expect(row).toBe(4);
  }, 60_000);

  it('fails at every length the file may be cut off', async () => {
    const { ndjson } = await exampleExport(2, 5, 6);
    for (let length = 0; length < ndjson.length; length++) {
      expect((await verify(ndjson.slice(0, length))).valid).toBe(false);
    }
  }, 60_000);

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
      const result = await verify(await forge(ndjson, attack));
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
      return verify(
        await textOfParts(writeExport(header, events, hashing)),
        await textOfParts(writeExportCsv(header, events)),
      );
    }

    it('is itself right', async () => {
      expect((await rewritten(seq => seq)).valid).toBe(true);
    });

    it.each<[string, (seq: number) => number]>([
      ['one event', seq => (seq === 5 ? 50 : seq)],
      ['the order', seq => (seq === 5 ? 6 : seq === 6 ? 5 : seq)],
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

  it('finds a revealed text that was exchanged with its checksum', async () => {
    const { header, events } = await exampleExport(3, 9, 11);
    const forged = events.map(event =>
      event.seq === 4
        ? {
            ...event,
            reveals: {
              texts: {
                comment: { ...event.reveals!.texts!.comment, text: 'No' },
              },
            },
          }
        : event,
    );
    const result = await verify(
      await textOfParts(writeExport(header, forged, hashing)),
    );
    expect(result.problems).toEqual([
      {
        at: 'event',
        seq: 4,
        line: 3,
        message: expect.stringContaining('not the one that was committed to'),
      },
    ]);
  });

  it('finds a revealed text that no commitment stands for', async () => {
    const { header, events } = await exampleExport(3, 9, 11);
    const reveals = { texts: { toString: { text: 'x', salt: 'AAAA' } } };
    const result = await verify(
      await textOfParts(
        writeExport(header, events.with(0, { ...events[0], reveals }), hashing),
      ),
    );
    expect(seqsOf(result)).toEqual([3]);
  });

  it('trusts only the key it was given', async () => {
    const { ndjson } = await exampleExport(3, 9, 11);
    const stranger = createVerifierKey(
      logKey.name,
      keyPairOf('stranger').publicKey,
      sha256,
    );
    for (const keys of [[], [stranger], [{ ...logKey, name: 'portal' }]]) {
      const result = await verify(ndjson, undefined, { keys });
      expect(result.valid).toBe(false);
      expect(result.checkpoint).toBeUndefined();
      expect(result.problems).toEqual([
        expect.objectContaining({ at: 'header' }),
      ]);
    }
  });

  it('does not take the checkpoint of another log', async () => {
    const { header, events } = await exampleExport(3, 9, 11);
    const result = await verify(
      await textOfParts(
        writeExport({ ...header, origin: 'other.example' }, events, hashing),
      ),
    );
    expect(result.problems).toEqual([
      expect.objectContaining({
        message: expect.stringContaining("names the log 'other.example'"),
      }),
    ]);
  });

  it('does not take a range beyond the checkpoint', async () => {
    const { events } = await exampleExport(3, 9, 11);
    const header = await signedHeader(0, 5, [
      ...Array.from({ length: 5 }, (_, seq) => exampleEvent(seq).leafHash),
    ]);
    const result = await verify(
      await textOfParts(
        writeExport({ ...header, from: 3, to: 9 }, events, hashing),
      ),
    );
    expect(result.problems).toEqual([
      expect.objectContaining({
        at: 'tree',
        message: 'A tree of size 5 has no range from 3 to 9',
      }),
    ]);
  });

  describe('a CSV', () => {
    it.each<[string, (rows: string[]) => string[], number | undefined]>([
      ['without a row', rows => rows.toSpliced(3, 1), 5],
      ['without its last row', rows => rows.slice(0, -1), 8],
      ['without its header', rows => rows.slice(1), undefined],
      ['with a row more', rows => [...rows, rows[1]], 8],
      ['with a row in between', rows => rows.toSpliced(3, 0, rows[2]), 5],
      [
        'with two rows exchanged',
        rows => rows.with(2, rows[3]).with(3, rows[2]),
        4,
      ],
      ['that is empty', () => [], undefined],
    ])('%s is found', async (_name, change, seq) => {
      const { ndjson, csv } = await exampleExport(3, 9, 11);
      const rows = csv.split(/(?<=\r\n)/);
      expect(rows).toHaveLength(7);
      const { problems } = await verify(ndjson, change(rows).join(''));
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatchObject({ at: 'csv' });
      expect(problems[0].seq).toBe(seq);
    });
  });

  it.each([
    ['nothing', ''],
    ['newlines', '\n\n\n\n'],
    ['no UTF-8', Uint8Array.of(0xff, 0xfe, 0x0a)],
    ['HTML', '<!doctype html>\n<title>Sign in</title>\n'],
    ['another format', '{"format":"x"}\n{}\n{}\n'],
    ['only a footer', '{"count":0,"sha256":""}\n'],
  ])('says what is wrong with %s', async (_name, content) => {
    const result = await verify(content);
    expect(result.valid).toBe(false);
    expect(result.problems.length).toBeGreaterThan(0);
    expect(result.range).toBeUndefined();
  });

  it('ends at a line that would fill the memory', async () => {
    async function* endless() {
      for (;;) {
        yield new Uint8Array(1024 * 1024).fill(0x20);
      }
    }
    const result = await verifyExport({
      ndjson: endless(),
      trustedKeys: [logKey],
      hashing,
      verify: verifyWithNode,
    });
    expect(result.problems.map(({ message }) => message)).toContain(
      'A line of the file is too long',
    );
  });

  it('lists a hundred problems at most and counts all', async () => {
    const { ndjson } = await exampleExport(3, 9, 11);
    const result = await verify(
      await forge(ndjson, () => Array.from({ length: 500 }, () => 'x')),
    );
    expect(result.problems).toHaveLength(100);
    expect(result.problemCount).toBeGreaterThan(500);
  });
});

describe('writeExport', () => {
  it('throws before the footer when an event is missing, doubled or too many', async () => {
    const { header, events } = await exampleExport(3, 9, 11);
    for (const wrong of [
      events.slice(1),
      events.slice(0, -1),
      events.toSpliced(2, 1),
      events.toSpliced(2, 0, events[2]),
      [...events, exampleEvent(9)],
    ]) {
      let written = '';
      const copy = async () => {
        for await (const line of writeExport(header, wrong, hashing)) {
          written += line;
        }
      };
      await expect(copy()).rejects.toMatchObject({
        reason: 'audit-range-invalid',
      });
      expect(written).not.toMatch(/^\{"count"/m);
      await expect(
        textOfParts(writeExportCsv(header, wrong)),
      ).rejects.toMatchObject({ reason: 'audit-range-invalid' });
    }
  });

  it('takes events only as fast as its reader takes lines', async () => {
    const { header, events } = await exampleExport(3, 9, 11);
    let taken = 0;
    async function* source() {
      for (const event of events) {
        taken += 1;
        yield event;
      }
    }
    const lines = writeExport(header, source(), hashing);
    await lines.next();
    expect(taken).toBe(0);
    await lines.next();
    expect(taken).toBe(1);
    await lines.return();
    expect(taken).toBe(1);
  });
});
