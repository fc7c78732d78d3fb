import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from './__testUtils__/exampleExport';
import { runVerifier } from './runVerifier';

const NAME = 'portal.example/audit';

describe('runVerifier with the export of a log that was continued after a restore', () => {
  const keys = generateKeyPairSync('ed25519');
  /** Lost its events from 60 on. */
  const before = createLog(100, { keys, name: NAME });
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'verifier-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function continued() {
    const [, size, root] = (await before.checkpoint(90)).split('\n');
    return createLog(120, {
      keys,
      name: `${NAME}/2`,
      continues: {
        at: 60,
        previous: NAME,
        anchored: { origin: NAME, size: Number(size), root },
      },
    });
  }

  async function verify(
    log: ReturnType<typeof createLog>,
    held: string | undefined,
    [from, to] = [0, 120],
  ) {
    const put = async (name: string, content: string) => {
      const file = join(folder, name);
      await writeFile(file, content);
      return file;
    };
    const { ndjson } = await log.write(from, to);
    const lines: string[] = [];
    const code = await runVerifier(
      [
        await put('export.ndjson', ndjson),
        ...['--key', log.verifierKey, '--key', before.verifierKey],
        ...(held ? ['--checkpoint', await put('held', held)] : []),
      ],
      line => lines.push(line),
    );
    return { code, text: lines.join('\n') };
  }

  it('accepts it as a new log, and says which one it continues', async () => {
    const { code, text } = await verify(await continued(), undefined);
    expect(text).toMatch(
      /^Continued {3}event 60: 'portal.example\/audit\/2' continues the log 'portal.example\/audit', .*first 60 events are common, and held was a checkpoint of 90 of 'portal.example\/audit'$/m,
    );
    expect(code).toBe(0);
  });

  it('proves that it begins with a checkpoint of the log before, of what both have', async () => {
    const { code, text } = await verify(
      await continued(),
      await before.checkpoint(50),
    );
    expect(text).toMatch(
      /^Held {8}the exported log begins with it, as the events show$/m,
    );
    expect(code).toBe(0);
  });

  it('accounts for the checkpoint that the new log names, and says which of its events are lost', async () => {
    const { code, text } = await verify(
      await continued(),
      await before.checkpoint(90),
    );
    expect(text).toMatch(
      /^Held {8}events 60 to 89 of the log 'portal.example\/audit' are not in it, since its database was restored/m,
    );
    expect(text).toMatch(/^VALID$/m);
    expect(code).toBe(0);
  });

  it('proves nothing of a checkpoint of lost events that is smaller than the one named', async () => {
    const { code, text } = await verify(
      await continued(),
      await before.checkpoint(70),
    );
    expect(text).toMatch(/^UNPROVEN {4}events 60 to 69 of the log/m);
    expect(text).not.toContain('TO PROVE IT');
    expect(text).toMatch(/^NOT PROVEN$/m);
    expect(code).toBe(1);
  });

  it('refuses a new log that names less than what the auditor holds', async () => {
    const { code, text } = await verify(
      await continued(),
      await before.checkpoint(100),
    );
    expect(text).toMatch(/^PROBLEM .*more was lost than it says$/m);
    expect(code).toBe(1);
  });

  it('refuses a new log that names another root than the auditor holds', async () => {
    const forged = createLog(90, { keys, name: NAME, rewritten: 80 });
    const { code, text } = await verify(
      await continued(),
      await forged.checkpoint(90),
    );
    expect(text).toMatch(/^PROBLEM .*more was lost than it says$/m);
    expect(code).toBe(1);
  });

  it('refuses another beginning than the one that was common', async () => {
    const forged = createLog(100, { keys, name: NAME, rewritten: 20 });
    const { code, text } = await verify(
      await continued(),
      await forged.checkpoint(50),
    );
    expect(text).toMatch(/^PROBLEM .*the past was rewritten/m);
    expect(code).toBe(1);
  });

  it('takes no other log for the one before, and none without the event that says so', async () => {
    const other = createLog(50, { keys, name: 'other.example/audit' });
    const lines: string[] = [];
    const file = join(folder, 'other');
    await writeFile(file, await other.checkpoint(50));
    const log = await continued();
    await writeFile(join(folder, 'all'), (await log.write(0, 120)).ndjson);
    await runVerifier(
      [
        ...[join(folder, 'all'), '--checkpoint', file],
        ...['--key', log.verifierKey, '--key', other.verifierKey],
      ],
      line => lines.push(line),
    );
    expect(lines.join('\n')).toMatch(/^PROBLEM .*is of the log 'other/m);
    const { text } = await verify(log, await before.checkpoint(90), [61, 120]);
    expect(text).toMatch(/^PROBLEM .*no event of the export says/m);
  });
});
