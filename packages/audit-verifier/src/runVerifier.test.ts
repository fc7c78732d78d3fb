import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createLog } from './__testUtils__/exampleExport';
import { runVerifier } from './runVerifier';

describe('runVerifier', () => {
  const log = createLog(7);
  let folder: string;
  let ndjson: string;
  let csv: string;

  const put = async (name: string, content: string | Uint8Array) => {
    const file = join(folder, name);
    await writeFile(file, content);
    return file;
  };
  const run = async (...args: string[]) => {
    const lines: string[] = [];
    const code = await runVerifier(args, line => lines.push(line));
    return { code, text: lines.join('\n') };
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'verifier-'));
    ({ ndjson, csv } = await log.write(2, 5));
    await put('export.ndjson', ndjson);
    await put('export.csv', csv);
  });

  afterAll(() => rm(folder, { recursive: true }));

  const verify = (...more: string[]) =>
    run(
      'verify',
      join(folder, 'export.ndjson'),
      '--key',
      log.verifierKey,
      ...more,
    );

  it('finds a true export valid and says what was shown', async () => {
    const { code, text } = await verify('--csv', join(folder, 'export.csv'));
    expect(text).toMatch(/^Log {9}portal\.example\/audit$/m);
    expect(text).toMatch(/^Events {6}2 to 4, 3 in all$/m);
    expect(text).toMatch(
      /^Checkpoint {2}size 7, root [0-9a-f]{64}, key [0-9a-f]{8}$/m,
    );
    expect(text).toMatch(/^CSV {9}3 rows agree$/m);
    expect(text).toMatch(/^VALID$/m);
    expect(text).toContain('Compare size and root');
    expect(code).toBe(0);
  });

  it.each([
    [
      { from: '2026-11-22T10:00:00.000Z', to: '2026-11-23T00:00:00.000Z' },
      'from 2026-11-22T10:00:00.000Z until 2026-11-23T00:00:00.000Z',
    ],
    [{ from: '2026-11-22T00:00:00.000Z' }, 'from 2026-11-22T00:00:00.000Z'],
  ])(
    'says of a period that was asked for what is not proven: %j',
    async (period, claimed) => {
      const export_ = await log.write(2, 5, 7, period);
      const file = await put('period.ndjson', export_.ndjson);
      const { code, text } = await run(file, '--key', log.verifierKey);
      expect(text).toContain(
        `Period      ${claimed}, as the portal says that it was asked; 0 of the events occurred outside of it`,
      );
      expect(text).toMatch(
        /^Period {6}proven is a range of the log without holes, not that it is everything of the period$/m,
      );
      expect(code).toBe(0);
      expect((await verify()).text).not.toContain('Period');
    },
  );

  it('fails at any flipped byte of the NDJSON and names its event', async () => {
    const bytes = Buffer.from(ndjson);
    const places = [
      /^PROBLEM/m,
      /^PROBLEM {5}event 2[,:]/m,
      /^PROBLEM {5}event 3[,:]/m,
      /^PROBLEM {5}event 4[,:]/m,
      /^PROBLEM {5}footer[,:]/m,
    ];
    let line = 1;
    for (let i = 0; i < bytes.length; i++) {
      const flipped = Buffer.from(bytes);
      flipped[i] ^= 1;
      const file = await put('flipped.ndjson', flipped);
      const { code, text } = await run(file, '--key', log.verifierKey);
      expect(code).toBe(1);
      expect(text).toMatch(/^NOT VALID$/m);
      expect(text).toMatch(places[line - 1]);
      line += bytes[i] === 0x0a ? 1 : 0;
    }
    expect(line).toBe(6);
  }, 240_000);

  it('fails at any flipped byte of the CSV and names its event', async () => {
    const bytes = Buffer.from(csv);
    let seq = 1;
    for (let i = 0; i < bytes.length; i++) {
      const flipped = Buffer.from(bytes);
      flipped[i] ^= 1;
      const { code, text } = await verify(
        '--csv',
        await put('flipped.csv', flipped),
      );
      expect(code).toBe(1);
      expect(text).toContain(
        seq === 1 ? 'PROBLEM     csv' : `PROBLEM     event ${seq}, CSV`,
      );
      seq += bytes[i] === 0x0a ? 1 : 0;
    }
    expect(seq).toBe(5);
  }, 240_000);

  it.each<[string, (lines: string[]) => string[], RegExp]>([
    [
      'removed',
      lines => lines.toSpliced(2, 1),
      /event 3, line 3: Event 3 is missing/,
    ],
    [
      'added',
      lines => lines.toSpliced(2, 0, lines[1]),
      /event 3, line 3: Event 2 stands where/,
    ],
    [
      'moved',
      lines => lines.with(1, lines[2]).with(2, lines[1]),
      /Event 2 is missing/,
    ],
    ['cut off', lines => lines.slice(0, -2), /Events 3 to 4 are missing/],
  ])('fails when an event was %s', async (_name, change, problem) => {
    const lines = ndjson.split(/(?<=\n)/);
    const file = await put('changed.ndjson', change(lines).join(''));
    const { code, text } = await run(file, '--key', log.verifierKey);
    expect(code).toBe(1);
    expect(text).toMatch(problem);
  });

  describe('a file that was changed on its way', () => {
    const crlf = (text: string) => text.replaceAll('\n', '\r\n');

    it.each<[string, () => string | Uint8Array, string]>([
      ['gzip', () => gzipSync(ndjson), 'is compressed with gzip'],
      ['UTF-16', () => Buffer.from(`\ufeff${ndjson}`, 'utf16le'), 'is UTF-16'],
      ['a byte order mark', () => `\ufeff${ndjson}`, 'byte order mark (BOM)'],
      ['CRLF', () => crlf(ndjson), 'end in CRLF in place of LF'],
    ])(
      'is not valid, and %s is named as its cause',
      async (_, content, words) => {
        const file = await put('changed.ndjson', content());
        const { code, text } = await run(file, '--key', log.verifierKey);
        expect(code).toBe(1);
        expect(text).toMatch(/^NOT VALID$/m);
        expect(text).toMatch(/^CAUSE {7}.*changed\.ndjson /m);
        expect(text).toContain(words);
      },
    );

    it('is named among several: a CSV that lost its line ends, a checkpoint that got others', async () => {
      const held = await put('held.txt', crlf(await log.checkpoint(3)));
      const read = await verify('--checkpoint', held);
      expect(read.text).toMatch(/^NOT VERIFIED/m);
      expect(read.text).toMatch(/^CAUSE {7}.*held\.txt has lines .* CRLF/m);

      const unix = await put('unix.csv', csv.replaceAll('\r\n', '\n'));
      const { code, text } = await verify('--csv', unix);
      expect(code).toBe(1);
      expect(text).toMatch(/^CAUSE {7}.*unix\.csv has lines .* LF/m);
      expect(text).not.toContain('export.ndjson');
    });
  });

  it('does not believe a key that it was not given', async () => {
    const other = createLog(7);
    const { code, text } = await run(
      join(folder, 'export.ndjson'),
      '--key',
      other.verifierKey,
    );
    expect(code).toBe(1);
    expect(text).toContain(
      'PROBLEM     header, line 1: The note is signed by no trusted key',
    );
    expect(text).not.toMatch(/^VALID$/m);
  });

  it('takes several keys, as after the log changed its key', async () => {
    const other = createLog(1);
    for (const keys of [
      [log.verifierKey, other.verifierKey],
      [other.verifierKey, log.verifierKey],
    ]) {
      const { code, text } = await run(
        join(folder, 'export.ndjson'),
        ...keys.flatMap(key => ['--key', key]),
      );
      expect(code).toBe(0);
      expect(text).toMatch(
        new RegExp(`^Checkpoint .*, key ${log.keyId}$`, 'm'),
      );
    }
  });

  it.each<[string, string[]]>([
    ['no arguments', []],
    ['no key', ['FILE']],
    ['no file', ['--key', 'KEY']],
    ['a file that is not there', ['none.ndjson', '--key', 'KEY']],
    ['a CSV that is not there', ['FILE', '--key', 'KEY', '--csv', 'none.csv']],
    [
      'a proof from no checkpoint',
      ['FILE', '--key', 'KEY', '--consistency', 'FILE'],
    ],
    ['a key that is none', ['FILE', '--key', 'portal+00000000+AAAA']],
    ['two files', ['FILE', 'FILE', '--key', 'KEY']],
    ['an unknown option', ['FILE', '--key', 'KEY', '--trust']],
  ])('does not verify with %s', async (_name, args) => {
    const { code, text } = await run(
      ...args.map(arg =>
        arg
          .replace('FILE', join(folder, 'export.ndjson'))
          .replace('KEY', log.verifierKey),
      ),
    );
    expect(code).toBe(1);
    expect(text).toMatch(/^NOT VERIFIED: /);
    expect(text).not.toMatch(/^VALID$/m);
  });

  it('does not call a folder an export', async () => {
    const { code } = await run(folder, '--key', log.verifierKey);
    expect(code).toBe(1);
  });

  it('explains itself', async () => {
    expect(await run('--help')).toMatchObject({
      code: 0,
      text: expect.stringContaining('Usage:'),
    });
  });

  it('does not let a forged file steer the terminal', async () => {
    const file = await put(
      'escape.ndjson',
      ndjson.replace('portal.example', 'portal\\u001b[2J'),
    );
    const { code, text } = await run(file, '--key', log.verifierKey);
    expect(code).toBe(1);
    expect(text).not.toContain('\u001b');
  });
});
