import { createVerifierKey } from '@chatbot-portal/transparency-log';
import {
  keyPairOf,
  verifyWithWebCrypto,
} from '@chatbot-portal/transparency-log/testUtils';
import { verifyEd25519, sha256 } from '@chatbot-portal/transparency-log/node';
import {
  exampleEvent,
  exampleExport,
  hashing,
  logKey,
  piecesOf,
  signedHeader,
  textOfParts,
} from './__testUtils__/exampleLog';
import { forge, verifyTexts } from './__testUtils__/forge';
import type { ExportPeriod } from './ExportPeriod';
import type { ExportVerification } from './ExportVerification';
import { verifyExport } from './verifyExport';
import { writeExport } from './writeExport';

/** The events to blame; what is not blamed on one counts, too. */
const placesOf = ({ problems }: ExportVerification) =>
  problems.map(({ seq }) => seq ?? 'not an event');

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
        const result = await verifyTexts(ndjson, csv, { pieces });
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
    const places = ['not an event', 2, 3, 4, 'not an event'];
    let line = 0;
    for (let i = 0; i < bytes.length; i++) {
      const isNewline = bytes[i] === 0x0a;
      const flipped = Buffer.from(bytes);
      flipped[i] ^= 1 << i % 8;
      const result = await verifyTexts(flipped, csv);
      expect(result.valid).toBe(false);
      expect(placesOf(result)).toContain(places[line]);
      line += isNewline ? 1 : 0;
    }
    expect(line).toBe(5);
  }, 240_000);

  it('fails when any byte of the CSV is flipped, and names its event', async () => {
    const { ndjson, csv } = await exampleExport(2, 5, 6);
    const bytes = Buffer.from(csv);
    let row = 0;
    for (let i = 0; i < bytes.length; i++) {
      const flipped = Buffer.from(bytes);
      flipped[i] ^= 1;
      const { valid, problems } = await verifyTexts(ndjson, flipped);
      expect(valid).toBe(false);
      expect(problems).toEqual([
        expect.objectContaining(
          row === 0 ? { at: 'csv' } : { at: 'csv', seq: row + 1 },
        ),
      ]);
      row += bytes[i] === 0x0a ? 1 : 0;
    }
    expect(row).toBe(4);
  }, 240_000);

  it('fails at every length the file may be cut off', async () => {
    const { ndjson } = await exampleExport(2, 5, 6);
    for (let length = 0; length < ndjson.length; length++) {
      expect((await verifyTexts(ndjson.slice(0, length))).valid).toBe(false);
    }
  }, 240_000);

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
    const result = await verifyTexts(
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
    for (const field of ['reason', 'toString']) {
      const reveals = { texts: { [field]: { text: 'x', salt: 'AAAA' } } };
      const result = await verifyTexts(
        await textOfParts(
          writeExport(
            header,
            events.with(0, { ...events[0], reveals }),
            hashing,
          ),
        ),
      );
      expect(seqsOf(result)).toEqual([3]);
    }
  });

  it('counts for itself', async () => {
    const { ndjson } = await exampleExport(3, 9, 11);
    const wrong = ndjson.replace('{"count":6,"sha', '{"count":7,"sha');
    const { problems } = await verifyTexts(wrong);
    expect(problems).toEqual([
      {
        at: 'footer',
        line: 8,
        message: 'The footer counts 7 events, the file has 6',
      },
    ]);
  });

  it('trusts only the key it was given', async () => {
    const { ndjson } = await exampleExport(3, 9, 11);
    const stranger = createVerifierKey(
      logKey.name,
      keyPairOf('stranger').publicKey,
      sha256,
    );
    for (const keys of [[], [stranger], [{ ...logKey, name: 'portal' }]]) {
      const result = await verifyTexts(ndjson, undefined, { keys });
      expect(result.valid).toBe(false);
      expect(result.checkpoint).toBeUndefined();
      expect(result.problems).toEqual([
        expect.objectContaining({ at: 'header' }),
      ]);
    }
  });

  it('names the key that signed, among several of one name', async () => {
    const { ndjson } = await exampleExport(3, 9, 11);
    const later = createVerifierKey(
      logKey.name,
      keyPairOf('later').publicKey,
      sha256,
    );
    for (const keys of [
      [logKey, later],
      [later, logKey],
    ]) {
      const { checkpoint } = await verifyTexts(ndjson, undefined, { keys });
      expect(checkpoint?.keyId).toBe(logKey.keyId);
    }
  });

  it('does not take the checkpoint of another log', async () => {
    const { header, events } = await exampleExport(3, 9, 11);
    const result = await verifyTexts(
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
    const result = await verifyTexts(
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

  describe('with a period that was asked for', () => {
    const at = (seq: number) =>
      `2026-11-22T10:00:${String(seq).padStart(2, '0')}.000Z`;
    const verifyPeriod = async (period: ExportPeriod) => {
      const { header, events } = await exampleExport(3, 9, 11);
      return verifyTexts(
        await textOfParts(writeExport({ ...header, period }, events, hashing)),
      );
    };

    it.each<[ExportPeriod]>([
      [{ from: at(3), to: at(9) }],
      [{ from: at(1) }],
      [{ to: '2026-11-22T11:30:00.000Z' }],
    ])('takes events that say to be of it: %j', async period => {
      expect(await verifyPeriod(period)).toMatchObject({
        valid: true,
        range: { from: 3, to: 9, period },
        outsidePeriod: 0,
      });
    });

    it.each<[ExportPeriod, number, number]>([
      [{ from: at(4) }, 3, 1],
      [{ to: at(8) }, 8, 1],
      [{ from: at(3), to: at(6) }, 8, 3],
    ])(
      'finds that an event which bounds the range is not of it: %j',
      async (period, seq, outsidePeriod) => {
        const result = await verifyPeriod(period);
        expect(result).toMatchObject({ valid: false, outsidePeriod });
        expect(result.problems).toEqual([
          expect.objectContaining({
            at: 'event',
            seq,
            message: expect.stringContaining('outside of the period'),
          }),
        ]);
      },
    );

    it('refuses a header whose period has no instant', async () => {
      const result = await verifyPeriod({ from: 'yesterday' });
      expect(result.problems[0]).toMatchObject({ at: 'header' });
    });
  });

  describe('a CSV', () => {
    it('begins with a byte order mark, by which Excel reads its letters, and is taken without one, as it was written before', async () => {
      const { ndjson, csv } = await exampleExport(3, 9, 11);
      expect(csv.startsWith('\ufeffseq,')).toBe(true);
      for (const pieces of [1, 7, 100_000]) {
        const result = await verifyTexts(ndjson, csv.slice(1), { pieces });
        expect(result).toMatchObject({ valid: true, csvRows: 6 });
      }
      const twice = await verifyTexts(ndjson, `\ufeff${csv}`);
      expect(twice.problems).toMatchObject([{ at: 'csv' }]);
    });

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
      const { problems } = await verifyTexts(ndjson, change(rows).join(''));
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
    const result = await verifyTexts(content);
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
      verify: verifyEd25519,
    });
    expect(result.problems.map(({ message }) => message)).toContain(
      'A line of the file is too long',
    );
  });

  it('lists a hundred problems at most and counts all', async () => {
    const { ndjson } = await exampleExport(3, 9, 11);
    const result = await verifyTexts(
      await forge(ndjson, () => Array.from({ length: 500 }, () => 'x')),
    );
    expect(result.problems).toHaveLength(100);
    expect(result.problemCount).toBeGreaterThan(500);
  });
});
