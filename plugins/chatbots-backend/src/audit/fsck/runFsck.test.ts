import { sampleEventWithText } from '../../__testUtils__/sampleEvents';
import { mockServices } from '@backstage/backend-test-utils';
import {
  appendLeaves,
  createVerifierKey,
  emptyFrontier,
  frontierRoot,
  leafHash,
  signCheckpoint,
} from '@chatbot-portal/transparency-log';
import { AuditAnchor } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { Knex } from 'knex';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { connectDatabase, systemClock, UnitOfWork } from '../../database';
import { SigningKey } from '../../keys';
import { createTestDatabases } from '../../__testUtils__/databases';
import { dropGuards } from '../../__testUtils__/dropGuards';
import {
  EVENT_KEYS,
  testAlarm,
  testEventKeys,
} from '../../__testUtils__/eventKeys';
import { Anchorer } from '../anchor/Anchorer';
import { FileAnchor } from '../anchor/FileAnchor';
import { DatabaseAuditAppender } from '../append/DatabaseAuditAppender';
import { Sequencer } from '../sequence/Sequencer';
import { FsckOptions, runFsck } from './runFsck';

const databases = createTestDatabases();
const EVENTS = 12;

describe.each(databases.eachSupportedId())('runFsck on %s', id => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'anchors-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function setUp() {
    const knex = await databases.init(id);
    await connectDatabase(mockServices.database({ knex }));
    const unitOfWork = UnitOfWork.create({
      knex,
      clock: systemClock,
      audit: new DatabaseAuditAppender({
        keys: testEventKeys('portal.test/chatbots'),
      }),
    });
    const signingKey = SigningKey.generate();
    const verifierKey = createVerifierKey(
      'portal.test/chatbots',
      signingKey.publicKey,
      sha256,
    );
    const options = {
      knex,
      clock: systemClock,
      logger: mockServices.logger.mock(),
    };
    const path = join(folder, 'checkpoints.ndjson');
    const anchor = new FileAnchor({ path });
    const sequencer = new Sequencer({
      ...options,
      signingKey,
      verifierKey,
      eventKeys: testEventKeys('portal.test/chatbots'),
      alarm: testAlarm(),
    });
    const anchorer = new Anchorer({ ...options, anchors: [anchor] });
    const record = async (n: number) => {
      await unitOfWork.run(
        { actor: { kind: 'user', userRef: 'user:default/lead' } },
        work => work.record(sampleEventWithText(n, `looked at ${n}`)),
      );
      await sequencer.drain();
      await anchorer.run();
    };
    // The first event is log.upgraded.
    for (let n = 1; n < EVENTS; n += 1) {
      await record(n);
    }
    const check = (
      anchors: AuditAnchor[] = [anchor],
      eventKeys?: FsckOptions['eventKeys'],
    ) => runFsck(knex, { trustedKeys: [verifierKey], anchors, eventKeys });
    return {
      knex,
      check,
      record,
      sequencer,
      anchor,
      signingKey,
      verifierKey,
      path,
    };
  }

  /** What someone with the database and the key would do to hide a change. */
  async function rewriteTree(context: Awaited<ReturnType<typeof setUp>>) {
    const { knex, signingKey, verifierKey } = context;
    const events = await knex('audit_events').orderBy('sequence');
    let frontier = emptyFrontier;
    await knex('audit_nodes').delete();
    await knex('audit_checkpoints').delete();
    for (const [sequence, event] of events.entries()) {
      const leaf = leafHash(Buffer.from(event.body, 'utf8'), sha256);
      const step = appendLeaves(frontier, [leaf], sha256);
      frontier = step.frontier;
      await knex('audit_events')
        .where({ id: event.id })
        .update({ sequence, leaf_hash: Buffer.from(leaf).toString('base64') });
      await knex('audit_nodes').insert(
        step.newNodes.map(({ level, index, hash }) => ({
          level,
          position: index,
          hash: Buffer.from(hash).toString('base64'),
        })),
      );
      const root = frontierRoot(frontier, sha256);
      await knex('audit_checkpoints').insert({
        size: frontier.size,
        root_hash: Buffer.from(root).toString('base64'),
        note: await signCheckpoint(
          { size: frontier.size, root },
          verifierKey,
          signingKey.sign,
        ),
        signed_at: event.recorded_at,
      });
    }
    await knex('audit_log').update({ size: events.length });
  }

  const changeBody = (knex: Knex, sequence: number) =>
    knex('audit_events')
      .where({ sequence })
      .update({
        body: knex.raw(`replace(body, ?, ?)`, [
          `"n${sequence}"`,
          `"n9${sequence}"`,
        ]),
      });

  it('finds nothing in a log that nobody touched', async () => {
    const { check } = await setUp();
    expect(await check()).toEqual([]);
  });

  it('names an event whose text was changed', async () => {
    const { knex, check } = await setUp();
    await changeBody(knex, 5);
    const findings = await check();
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'event-changed', sequence: 5 }),
    );
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'root-differs' }),
    );
  });

  it('finds a changed text whose hash was made again', async () => {
    const { knex, check } = await setUp();
    await changeBody(knex, 5);
    const [{ body }] = await knex('audit_events')
      .where({ sequence: 5 })
      .limit(1);
    await knex('audit_events')
      .where({ sequence: 5 })
      .update({
        leaf_hash: Buffer.from(leafHash(Buffer.from(body), sha256)).toString(
          'base64',
        ),
      });
    expect((await check()).map(({ code }) => code)).toEqual(
      expect.arrayContaining(['node-wrong', 'root-differs', 'anchor-differs']),
    );
  });

  it('names an event that was removed from the middle', async () => {
    const { knex, check } = await setUp();
    await knex('audit_texts').delete();
    await knex('audit_events').where({ sequence: 5 }).delete();
    expect(await check()).toContainEqual(
      expect.objectContaining({ code: 'event-missing', sequence: 5 }),
    );
  });

  it('finds two events that changed places', async () => {
    const { knex, check } = await setUp();
    await knex('audit_events').where({ sequence: 5 }).update({ sequence: 99 });
    await knex('audit_events').where({ sequence: 6 }).update({ sequence: 5 });
    await knex('audit_events').where({ sequence: 99 }).update({ sequence: 6 });
    expect((await check()).map(({ code }) => code)).toEqual(
      expect.arrayContaining(['node-wrong', 'root-differs']),
    );
  });

  it('finds a tail that was cut', async () => {
    const { knex, check } = await setUp();
    await knex('audit_texts').delete();
    await knex('audit_events').where('sequence', '>=', 9).delete();
    expect(await check()).toContainEqual(
      expect.objectContaining({ code: 'log-cut', sequence: 9 }),
    );
  });

  it('finds by the anchor a tail that was cut everywhere', async () => {
    const context = await setUp();
    const { knex, check } = context;
    await knex('audit_texts').delete();
    await knex('audit_events').where('sequence', '>=', 9).delete();
    await rewriteTree(context);
    expect(await check([])).toEqual([]);
    expect(await check()).toEqual([
      expect.objectContaining({ code: 'log-cut' }),
    ]);
  });

  it('finds by the anchor a log that was rewritten and signed with its own key', async () => {
    const context = await setUp();
    const { knex, check } = context;
    await changeBody(knex, 5);
    await rewriteTree(context);
    expect(await check([])).toEqual([]);
    expect(await check()).toEqual([
      expect.objectContaining({ code: 'anchor-differs' }),
    ]);
  });

  it('finds nothing in a log that grows while it looks, and still finds a cut one', async () => {
    const { knex, check, record, anchor } = await setUp();
    let n = EVENTS;
    /** Grows before, while and after it is read. */
    const growing: AuditAnchor = {
      id: anchor.id,
      anchor: checkpoint => anchor.anchor(checkpoint),
      async *readAll() {
        await record((n += 1));
        for await (const checkpoint of anchor.readAll()) {
          yield checkpoint;
        }
        await record((n += 1));
      },
    };
    expect(await check([growing])).toEqual([]);

    let growsOn = true;
    const growth = (async () => {
      while (growsOn) {
        await record((n += 1));
      }
    })();
    for (let run = 0; run < 5; run += 1) {
      expect(await check()).toEqual([]);
    }
    growsOn = false;
    await growth;

    // A cut that leaves the log's own size and checkpoints as they would be.
    await knex('audit_texts').delete();
    await knex('audit_events').where('sequence', '>=', 9).delete();
    await knex('audit_checkpoints').where('size', '>', 9).delete();
    await knex('audit_log').update({ size: 9 });
    await knex('audit_nodes').where('position', '>=', 9).delete();
    expect(await check()).toEqual([
      expect.objectContaining({ code: 'log-cut' }),
    ]);
  });

  it('reads checkpoints in pages', async () => {
    const { knex, check, signingKey, verifierKey } = await setUp();
    const [{ root_hash: root }] = await knex('audit_checkpoints').where({
      size: EVENTS,
    });
    await knex('audit_checkpoints').delete();
    // More than a page of the newest checkpoint's note, and behind them one that is wrong.
    const note = await signCheckpoint(
      { size: EVENTS, root: Buffer.from(root, 'base64') },
      verifierKey,
      signingKey.sign,
    );
    await knex.batchInsert(
      'audit_checkpoints',
      Array.from({ length: 601 }, (_, i) => ({
        size: EVENTS + i,
        root_hash: root,
        note: i === 600 ? 'unsigned' : note,
        signed_at: '2026-01-01T00:00:00.000Z',
      })),
      100,
    );
    expect(await check([])).toContainEqual({
      code: 'checkpoint-unsigned',
      message: expect.stringContaining(String(EVENTS + 600)),
    });
  });

  it('finds a log that no checkpoint covers', async () => {
    const { knex, check } = await setUp();
    await knex('audit_checkpoints').where({ size: EVENTS }).delete();
    expect(await check([])).toEqual([
      expect.objectContaining({ code: 'log-size' }),
    ]);
  });

  it('does not take a checkpoint that another key signed', async () => {
    const context = await setUp();
    const other = SigningKey.generate();
    await rewriteTree({
      ...context,
      signingKey: other,
      verifierKey: createVerifierKey(
        'portal.test/chatbots',
        other.publicKey,
        sha256,
      ),
    });
    expect(await context.check([])).toContainEqual(
      expect.objectContaining({ code: 'checkpoint-unsigned' }),
    );
  });

  it.each([
    ['event-columns', 'audit_events', { type: 'y.happened' }],
    ['text-changed', 'audit_texts', { text: 'never looked' }],
    ['checkpoint-wrong', 'audit_checkpoints', { root_hash: 'AAAA' }],
    ['node-wrong', 'audit_nodes', { hash: 'AAAA' }],
    ['log-size', 'audit_log', { size: 3 }],
  ])('finds %s in %s', async (code, table, change) => {
    const { knex, check } = await setUp();
    await knex(table).update(change);
    expect(await check()).toContainEqual(expect.objectContaining({ code }));
  });

  const KEYS = { origin: 'portal.test/chatbots', keys: EVENT_KEYS };

  it('finds by its MAC an event that the log and its checkpoints were rewritten for', async () => {
    const context = await setUp();
    expect(await context.check([], KEYS)).toEqual([]);
    await changeBody(context.knex, 5);
    await rewriteTree(context);
    expect(await context.check([], KEYS)).toEqual([
      {
        code: 'event-unauthenticated',
        sequence: 5,
        message: 'Event 5 is not what the portal wrote: mac-invalid',
      },
    ]);
  });

  it.each([
    ['with keys', KEYS],
    ['without keys', undefined],
  ])('finds %s an event without a MAC', async (_with, keys) => {
    const { knex, check } = await setUp();
    await dropGuards(knex);
    await knex('audit_events').where({ sequence: 5 }).update({ mac: null });
    expect(await check([], keys)).toEqual([
      expect.objectContaining({ code: 'event-unauthenticated', sequence: 5 }),
    ]);
  });

  it('finds the events of another portal', async () => {
    const { check } = await setUp();
    const findings = await check([], { ...KEYS, origin: 'other.test' });
    expect(findings).toHaveLength(EVENTS);
    expect(findings[0]).toMatchObject({
      code: 'event-unauthenticated',
      sequence: 0,
    });
  });

  it('finds a second log.upgraded, and what was told before it as if it were old', async () => {
    const context = await setUp();
    const { knex, check, sequencer, record } = context;
    await dropGuards(knex);
    // A log made to look as if nothing in it had been authenticated yet.
    await knex('audit_events').update({ mac: null, mac_key_id: null });
    await knex('audit_events')
      .where({ sequence: 0 })
      .update({ type: 'x.happened' });
    await knex('audit_log').update({
      mac: null,
      mac_key_id: null,
      legacy_until: 1000,
    });
    await record(50);
    await sequencer.drain();
    const findings = await check([]);
    const at = (sequence: number) =>
      findings.filter(
        one =>
          one.code === 'event-unauthenticated' && one.sequence === sequence,
      );
    expect(at(0)).toHaveLength(1);
    expect(at(5)).toHaveLength(1);
    expect(at(EVENTS)).toEqual([
      expect.objectContaining({
        message: `Event ${EVENTS} says again that the log was upgraded, after event 0`,
      }),
    ]);
  });

  it('finds a log without log.upgraded', async () => {
    const context = await setUp();
    const { knex, check } = context;
    await dropGuards(knex);
    await knex('audit_texts').delete();
    await knex('audit_events').where({ sequence: 0 }).delete();
    await knex('audit_events').update({ mac: null });
    await rewriteTree(context);
    expect(await check([])).toEqual([
      {
        code: 'event-unauthenticated',
        message: expect.stringContaining('no log.upgraded'),
      },
    ]);
  });

  it('finds a log.upgraded that names another size, and events before it that have a MAC', async () => {
    const context = await setUp();
    const { knex, check } = context;
    // Rewritten with the key: the first two events change places.
    for (const [from, to] of [
      [0, 99],
      [1, 0],
      [99, 1],
    ]) {
      await knex('audit_events')
        .where({ sequence: from })
        .update({ sequence: to });
    }
    await rewriteTree(context);
    const messages = (await check([], KEYS)).map(({ message }) => message);
    expect(messages).toEqual([
      'Event 0 has a MAC, and the log was upgraded later',
      'Event 1 says that the log was upgraded at size 0',
    ]);
  });

  it('names events that were set aside, and does not wait for them', async () => {
    const { knex, check } = await setUp();
    const [{ sequence, insert_id, ...event }] = await knex('audit_events')
      .where({ sequence: 5 })
      .limit(1);
    await knex('audit_events').insert(
      Array.from({ length: 22 }, (_, n) => ({
        ...event,
        id: `bad-${n}`,
        set_aside_at: `2026-11-29T10:00:${10 + n}.000Z`,
        set_aside_reason: 'columns-differ',
      })),
    );
    const findings = await check([], KEYS);
    expect(findings).toHaveLength(21);
    expect(findings[0]).toEqual({
      code: 'event-set-aside',
      message:
        'Event bad-21 was set aside at 2026-11-29T10:00:31.000Z: columns-differ',
    });
    expect(findings[20].message).toBe('2 more events were set aside');
    await knex('audit_events').where('id', 'like', 'bad-%').delete();
    await knex('audit_events').where({ sequence: 6 }).update({
      set_aside_at: '2026-11-29T10:00:00.000Z',
      set_aside_reason: 'mac-missing',
    });
    expect(await check([], KEYS)).toEqual([
      {
        code: 'event-set-aside',
        message: expect.stringMatching(/mac-missing; now it is authentic$/),
      },
    ]);
  });

  it('tells when an anchor was damaged', async () => {
    const { check, path } = await setUp();
    const lines = (await readFile(path, 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(EVENTS - 1);
    await writeFile(path, lines[3].replace('portal.test', 'portal.text'));
    expect(await check()).toContainEqual(
      expect.objectContaining({ code: 'anchor-unsigned' }),
    );
    await writeFile(path, lines[3].slice(0, 20));
    expect(await check()).toContainEqual(
      expect.objectContaining({ code: 'anchor-unreadable' }),
    );
  });
});
