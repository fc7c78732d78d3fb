import { mockServices } from '@backstage/backend-test-utils';
import { AnchoredCheckpoint } from '@chatbot-portal/backstage-plugin-chatbots-node';
import {
  createVerifierKey,
  signCheckpoint,
} from '@chatbot-portal/transparency-log';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { randomUUID } from 'node:crypto';
import { createTestDatabases } from '../../__testUtils__/databases';
import { EVENT_KEYS, testAlarm } from '../../__testUtils__/eventKeys';
import { setUpAnchoring, MemoryAnchor } from '../../__testUtils__/anchoring';
import { dumpRows } from '../../__testUtils__/backups';
import { PORTAL } from '../../database/Actor';
import { systemClock } from '../../database/Clock';
import { EventKeys } from '../../keys';
import { compareAnchor } from '../anchor/compareAnchor';
import { Sequencer } from '../sequence/Sequencer';
import { continueLog, ContinueOptions } from './continueLog';
import { underEveryName } from './lostCheckpoints';
import { formerNames, readLogNames } from './readLogNames';

const databases = createTestDatabases();
const ORIGIN = 'portal.test/chatbots';

describe.each(databases.eachSupportedId())('continueLog on %s', id => {
  /** A log of six events that was anchored at each size from 2 to 12, and put back. */
  async function setUp() {
    const knex = await databases.init(id);
    const memory = new MemoryAnchor();
    const anchoring = await setUpAnchoring(knex, [memory]);
    const { create, grow, logKeys } = anchoring;
    const anchorer = create();
    for (const size of [2, 4, 6]) {
      await grow(size);
      await anchorer.run();
    }
    await grow(6);
    const restore = await dumpRows(knex);
    for (const size of [8, 10, 12]) {
      await grow(size);
      await anchorer.run();
    }
    const all = Object.assign(memory, {
      readAll: async function* readAll() {
        yield* memory.held;
      },
    });
    await restore();
    const run = async (options: Partial<ContinueOptions> = {}) => {
      const names = await readLogNames(knex, EVENT_KEYS);
      const trustedKeys = logKeys.verifierKeys;
      return continueLog({
        knex,
        clock: systemClock,
        actor: PORTAL,
        names: { ...names, origin: names.origin ?? ORIGIN },
        origin: `${ORIGIN}/2`,
        reason: 'Restored',
        keys: EVENT_KEYS,
        trustedKeys,
        anchors: [all],
        checkpoints: [],
        waiting: undefined,
        createSequencer: (eventKeys: EventKeys) =>
          new Sequencer({
            knex,
            clock: systemClock,
            logger: mockServices.logger.mock(),
            verifierKeys: underEveryName(trustedKeys, names),
            eventKeys,
            alarm: testAlarm(),
          }),
        ...options,
      });
    };
    const numbered = () =>
      knex('audit_events').whereNotNull('sequence').orderBy('sequence');
    return { ...anchoring, knex, memory, run, numbered };
  }

  it('names what was anchored and what is common, and keeps the numbers', async () => {
    const { knex, run, numbered } = await setUp();
    const before = await numbered();
    expect(await run()).toMatchObject({
      previous: ORIGIN,
      origin: `${ORIGIN}/2`,
      size: 6,
      commonSize: 6,
      anchored: [{ origin: ORIGIN, size: 12 }],
      waiting: 0,
    });
    const after = await numbered();
    expect(after.slice(0, 6)).toEqual(before);
    expect(after.slice(6)).toMatchObject([{ type: 'log.continued' }]);
    const [log] = await knex('audit_log');
    expect([Number(log.size), log.origin]).toEqual([7, `${ORIGIN}/2`]);
    const names = await readLogNames(knex, EVENT_KEYS);
    expect(names).toMatchObject({
      origin: `${ORIGIN}/2`,
      continuations: [{ previous: ORIGIN, size: 6, sequence: 6 }],
    });
    expect(formerNames(names)).toEqual([{ origin: ORIGIN, below: 6 }]);
  });

  it('believes no continuation that the portal did not write', async () => {
    const { knex, run } = await setUp();
    await run();
    await knex('audit_events')
      .where({ type: 'log.continued' })
      .update({ mac: 'x'.repeat(44) });
    expect(await readLogNames(knex, EVENT_KEYS)).toEqual({
      origin: ORIGIN,
      continuations: [],
    });
  });

  it('refuses a log that lost nothing, a name that it had, and a checkpoint of somebody else', async () => {
    const { knex, run, memory, numbered } = await setUp();
    const held = memory.held;
    memory.held = held.filter(({ size }) => size <= 6);
    await expect(run()).rejects.toThrow('there is nothing to continue');
    memory.held = [];
    await expect(run()).rejects.toThrow('nothing says that it lost events');
    memory.held = held;
    await expect(run({ origin: ORIGIN })).rejects.toThrow('already');
    await expect(run({ checkpoints: ['nobody signed it'] })).rejects.toThrow(
      'no key of this log signed',
    );
    await knex('audit_log').update({ mac: 'x'.repeat(44) });
    await expect(run()).rejects.toThrow('audit-log-end-changed');
    expect(await numbered()).toHaveLength(6);
    expect(await knex('audit_events').where({ type: 'log.continued' })).toEqual(
      [],
    );
  });

  it('says what is common by the anchors where the log has other events', async () => {
    const { run, grow, knex } = await setUp();
    // Without a guard it went on, and is another log from event 6 on.
    await grow(9);
    expect(await run()).toMatchObject({ size: 9, commonSize: 6 });
    expect((await readLogNames(knex, EVENT_KEYS)).origin).toBe(`${ORIGIN}/2`);
  });

  it('asks what becomes of events without a number, and does that', async () => {
    for (const [waiting, type] of [
      ['number', 'token.revoked'],
      ['set-aside', 'log.continued'],
    ] as const) {
      const { run, record, numbered, knex } = await setUp();
      await record(77);
      await expect(run()).rejects.toThrow('1 events of this database wait');
      await run({ waiting });
      const [next] = (await numbered()).slice(6);
      expect(next.type).toBe(type);
      const [event] = await knex('audit_events').where({ subject_id: '77' });
      expect(event.set_aside_reason).toBe(
        waiting === 'number' ? null : 'mac-invalid',
      );
      expect((await numbered()).at(-1)?.type).toBe('log.continued');
    }
  });

  const killed = {
    createSequencer: () => ({
      drain: async () => {
        throw new Error('killed');
      },
    }),
  };

  it('sets aside what an interrupted run wrote, however many events wait before it', async () => {
    const { run, knex } = await setUp();
    const { insert_id: _, ...row } = (await knex('audit_events').first())!;
    await knex.batchInsert(
      'audit_events',
      Array.from({ length: 1001 }, () => ({
        ...row,
        id: randomUUID(),
        sequence: null,
      })),
      50,
    );
    await expect(run({ waiting: 'set-aside', ...killed })).rejects.toThrow(
      'killed',
    );
    await expect(run()).rejects.toThrow('1001 events of this database wait');
    const aside = knex('audit_events').whereNotNull('set_aside_at');
    expect(await aside).toMatchObject([
      { type: 'log.continued', set_aside_reason: 'event-repeated' },
    ]);
  });

  it('goes on after it was interrupted between writing and numbering', async () => {
    const { run, numbered, knex } = await setUp();
    await expect(run(killed)).rejects.toThrow('killed');
    expect(await numbered()).toHaveLength(6);
    await run();
    expect((await numbered()).slice(6)).toMatchObject([
      { type: 'log.continued' },
    ]);
    expect(
      await knex('audit_events').whereNotNull('set_aside_at'),
    ).toMatchObject([{ set_aside_reason: 'event-repeated' }]);
  });

  it('accounts for a log that was continued before, where the database is from before that', async () => {
    const { knex, run, memory, logKeys } = await setUp();
    const second = createVerifierKey(
      `${ORIGIN}/2`,
      logKeys.verifierKey.publicKey,
      sha256,
    );
    const last = {
      size: 20,
      note: await signCheckpoint(
        { size: 20, root: Buffer.alloc(32, 2) },
        second,
        logKeys.signer.sign,
      ),
    };
    memory.held.push(last);
    await expect(run()).rejects.toThrow('is or was named');
    expect(await run({ origin: undefined })).toMatchObject({
      origin: `${ORIGIN}/3`,
      commonSize: 6,
      anchored: [
        { origin: `${ORIGIN}/2`, size: 20 },
        { origin: ORIGIN, size: 12 },
      ],
    });
    const names = await readLogNames(knex, EVENT_KEYS);
    const verifierKeys = underEveryName(logKeys.verifierKeys, names);
    for (const held of [last, ...memory.held]) {
      expect(
        await compareAnchor(knex, held, { names, verifierKeys }),
      ).not.toHaveProperty('problem');
    }
  });

  it('continues a database that lost everything', async () => {
    const { run, knex, numbered } = await setUp();
    await knex('audit_texts').delete();
    await knex('audit_events').delete();
    await knex('audit_nodes').delete();
    await knex('audit_checkpoints').delete();
    await knex('audit_log').delete();
    await knex('audit_log').insert({ id: 1, size: 0, legacy_until: 0 });
    expect(await run()).toMatchObject({ size: 0, commonSize: 0 });
    expect(await numbered()).toMatchObject([
      { type: 'log.upgraded' },
      { type: 'log.continued' },
    ]);
    expect(await readLogNames(knex, EVENT_KEYS)).toMatchObject({
      origin: `${ORIGIN}/2`,
      continuations: [{ size: 0, sequence: 1 }],
    });
  });

  it('accounts for checkpoints of lost events, and for none that is larger or of another root', async () => {
    const { knex, run, memory, logKeys, forge } = await setUp();
    const compare = async (held: AnchoredCheckpoint) => {
      const names = await readLogNames(knex, EVENT_KEYS);
      const verifierKeys = underEveryName(logKeys.verifierKeys, names);
      return compareAnchor(knex, held, { names, verifierKeys });
    };
    const [, , six, eight, , twelve] = memory.held;
    await run();
    expect(await compare(six)).toMatchObject({
      size: 6,
      newestEventAt: expect.any(String),
    });
    expect(await compare(eight)).toEqual({ size: 6 });
    expect(await compare(twelve)).toEqual({ size: 6 });
    expect(await compare(await forge(12))).toEqual({
      problem: 'anchor-ahead',
    });
    expect(await compare(await forge(13))).toEqual({
      problem: 'anchor-ahead',
    });
    // Of the old name, though the log of the new one is as long by now.
    expect(await compare(await forge(7))).toEqual({ size: 6 });
    const other = createVerifierKey(
      'other.test/log',
      logKeys.verifierKey.publicKey,
      sha256,
    );
    const note = await signCheckpoint(
      { size: 3, root: Buffer.alloc(32) },
      other,
      logKeys.signer.sign,
    );
    expect(await compare({ size: 3, note })).toEqual({
      problem: 'anchor-of-another-log',
    });
  });
});
