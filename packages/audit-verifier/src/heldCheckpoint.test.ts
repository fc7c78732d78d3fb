import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from './__testUtils__/exampleExport';
import { runVerifier } from './runVerifier';

describe('runVerifier with a checkpoint that the auditor holds', () => {
  const keys = generateKeyPairSync('ed25519');
  const log = createLog(200, { keys });
  /** The operator has database and key: event 5 is another one, all is signed anew. */
  const forged = createLog(200, { keys, rewritten: 5 });
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'verifier-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  /** Verifies an export with what the auditor holds and was handed. */
  const verify = async (given: {
    ndjson: string;
    held?: string;
    proof?: unknown;
    keys?: string[];
  }) => {
    const put = async (name: string, content: string) => {
      const file = join(folder, name);
      await writeFile(file, content);
      return file;
    };
    const { ndjson, held, proof } = given;
    const proofText = typeof proof === 'string' ? proof : JSON.stringify(proof);
    const lines: string[] = [];
    const code = await runVerifier(
      [
        await put('export.ndjson', ndjson),
        ...(given.keys ?? [log.verifierKey]).flatMap(key => ['--key', key]),
        ...(held ? ['--checkpoint', await put('held', held)] : []),
        ...(proof ? ['--consistency', await put('proof', proofText)] : []),
      ],
      line => lines.push(line),
    );
    return { code, text: lines.join('\n') };
  };

  it('agrees with the same one', async () => {
    const { ndjson } = await log.write(150, 160);
    const held = await log.checkpoint();
    const { code, text } = await verify({ ndjson, held });
    expect(text).toMatch(/^Held {8}size 200, root [0-9a-f]{64}$/m);
    expect(text).toMatch(/^Held {8}it is the same as that of the export$/m);
    expect(text).not.toContain('Compare size and root');
    expect(code).toBe(0);
  });

  it.each([
    [0, 200],
    [0, 100],
    [99, 100],
    [37, 150],
  ])(
    'sees a rewritten past in the events %d to %d of the export alone',
    async (from, to) => {
      const held = await log.checkpoint(100);
      const { ndjson } = await forged.write(from, to);
      expect((await verify({ ndjson })).code).toBe(0);
      const { code, text } = await verify({ ndjson, held });
      expect(text).toMatch(/^PROBLEM {5}checkpoint: the past was rewritten: /m);
      expect(text).toMatch(/^NOT VALID$/m);
      expect(code).toBe(1);

      const honest = await verify({
        ndjson: (await log.write(from, to)).ndjson,
        held,
      });
      expect(honest.text).toMatch(
        /^Held {8}the exported log begins with it, as the events show$/m,
      );
      expect(honest.text).toMatch(/^VALID$/m);
      expect(honest.code).toBe(0);
    },
  );

  it.each<[number, number, RegExp[]]>([
    [90, 200, [/^Held {8}every event recorded after it, .* in the export$/m]],
    [90, 150, [/^Held {8}not in the export: events 150 to 199, recorded/m]],
    [
      120,
      150,
      [
        /^Held {8}not in the export: events 100 to 119, recorded/m,
        /^Held {8}not in the export: events 150 to 199, recorded/m,
      ],
    ],
    [0, 100, [/^Held {8}not in the export: events 100 to 199, recorded/m]],
  ])(
    'names what was recorded after it and is not among the events %d to %d',
    async (from, to, lines) => {
      const { ndjson } = await log.write(from, to);
      const { text } = await verify({
        ndjson,
        held: await log.checkpoint(100),
        proof: await log.consistency(100, 200),
      });
      lines.forEach(line => expect(text).toMatch(line));
      expect(text.match(/not in the export|every event/g)).toHaveLength(
        lines.length,
      );
    },
  );

  it('takes the empty log as the beginning of every log', async () => {
    const held = await log.checkpoint(0);
    const { ndjson } = await log.write(150, 160);
    expect((await verify({ ndjson, held })).code).toBe(0);
  });

  it.each([
    ['after it', 100, 200],
    ['before it', 0, 99],
    ['that is empty', 100, 100],
  ])(
    'does not call a range %s valid without a proof, and says how to get one',
    async (_name, from, to) => {
      const held = await log.checkpoint(100);
      for (const { write } of [log, forged]) {
        const { ndjson } = await write(from, to);
        const { code, text } = await verify({ ndjson, held });
        expect(text).toMatch(
          /^UNPROVEN {4}that the log of size 200 begins with the one of size 100 that you hold: /m,
        );
        expect(text).toMatch(
          /^TO PROVE IT .*\/v1\/audit\/proofs\/consistency\?from=100&to=200 .*--consistency/m,
        );
        expect(text).toMatch(/^NOT PROVEN$/m);
        expect(text).not.toMatch(/^VALID$/m);
        expect(code).toBe(1);
      }
    },
  );

  it('is shown the beginning by a consistency proof', async () => {
    const held = await log.checkpoint(100);
    const { ndjson } = await log.write(150, 160);
    const proof = await log.consistency(100, 200);
    const { code, text } = await verify({ ndjson, held, proof });
    expect(text).toMatch(
      /^Held {8}the exported log begins with it, as the consistency proof shows$/m,
    );
    expect(code).toBe(0);
  });

  it('sees a rewritten past by the consistency proof, honest or not', async () => {
    const held = await log.checkpoint(100);
    const { ndjson } = await forged.write(150, 160);
    for (const { consistency } of [log, forged]) {
      const proof = await consistency(100, 200);
      const { code, text } = await verify({ ndjson, held, proof });
      expect(text).toMatch(
        /^PROBLEM {5}checkpoint: the past was rewritten, or/m,
      );
      expect(code).toBe(1);
    }
  });

  it('judges a proof that was given even when the events suffice', async () => {
    const held = await log.checkpoint(100);
    const { ndjson } = await log.write(0, 200);
    const proof = await forged.consistency(100, 200);
    expect((await verify({ ndjson, held, proof })).code).toBe(1);
  });

  it('does not take a proof between other sizes', async () => {
    const held = await log.checkpoint(100);
    const { ndjson } = await log.write(150, 160);
    for (const [from, to] of [
      [99, 200],
      [100, 199],
      [0, 200],
    ]) {
      const proof = await log.consistency(from, to);
      const { code, text } = await verify({ ndjson, held, proof });
      expect(text).toContain(`leads from size ${from} to ${to} instead`);
      expect(text).toMatch(/^NOT PROVEN$/m);
      expect(code).toBe(1);
    }
  });

  it.each([
    ['no JSON', '<!doctype html>', 'it is no JSON'],
    ['null', 'null', 'it has no from, to and hashes'],
    ['a size below 0', { from: -1, to: 2, hashes: [] }, 'it has no from'],
    ['a hash too short', { from: 1, to: 2, hashes: ['AAAA'] }, 'a hash is not'],
    ['a number as hash', { from: 1, to: 2, hashes: [7] }, 'a hash is not'],
    [
      'blanks in a hash',
      { from: 1, to: 2, hashes: [` ${'A'.repeat(43)}=`] },
      'a hash is not',
    ],
  ])('does not read a proof that is %s', async (_name, proof, message) => {
    const held = await log.checkpoint(100);
    const { ndjson } = await log.write(150, 160);
    const { code, text } = await verify({ ndjson, held, proof });
    expect(text).toMatch(/^NOT VERIFIED: The consistency proof can't be read/);
    expect(text).toContain(message);
    expect(code).toBe(1);
  });

  it('finds a log that became shorter', async () => {
    const held = await log.checkpoint();
    const { ndjson } = await log.write(20, 40, 50);
    const { code, text } = await verify({ ndjson, held });
    expect(text).toMatch(
      /^PROBLEM {5}checkpoint: the log became shorter: you hold one of size 200, the export has one of size 50/m,
    );
    expect(code).toBe(1);
  });

  it('finds a log that shows two histories of one size', async () => {
    const held = await log.checkpoint();
    const { ndjson } = await forged.write(150, 160);
    const { code, text } = await verify({ ndjson, held });
    expect(text).toContain('the log signed two roots for size 200');
    expect(code).toBe(1);
  });

  it('does not compare with another log, though its key is trusted', async () => {
    const other = createLog(200, { keys, name: 'other.example/audit' });
    const { ndjson } = await log.write(0, 200);
    for (const size of [0, 100, 200]) {
      const { code, text } = await verify({
        ndjson,
        held: await other.checkpoint(size),
        keys: [log.verifierKey, other.verifierKey],
      });
      expect(text).toMatch(
        /^PROBLEM {5}checkpoint: the one you hold is of the log 'other\.example\/audit', the export of 'portal\.example\/audit', and no event of the export says that this one continues it$/m,
      );
      expect(code).toBe(1);
    }
  });

  it('does not blame the past for an event that was changed in the file', async () => {
    const held = await log.checkpoint(100);
    const { ndjson } = await log.write(0, 200);
    const changed = ndjson.replace('v-5', 'v-6');
    const { code, text } = await verify({ ndjson: changed, held });
    expect(text).toMatch(/^PROBLEM {5}event 5, line 7: /m);
    expect(text).not.toContain('rewritten');
    expect(text).toMatch(/^NOT VALID$/m);
    expect(code).toBe(1);
  });

  it('does not believe one of a stranger', async () => {
    const held = await createLog(7).checkpoint();
    const { ndjson } = await log.write(0, 200);
    const { code, text } = await verify({ ndjson, held });
    expect(text).toBe('NOT VERIFIED: The note is signed by no trusted key');
    expect(code).toBe(1);
  });
});
