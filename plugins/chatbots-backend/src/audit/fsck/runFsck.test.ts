import { leafHash, signCheckpoint } from '@chatbot-portal/transparency-log';
import { AuditAnchor } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { testLogKeys } from '../../__testUtils__/sequencing';
import { createTestDatabases } from '../../__testUtils__/databases';
import { EVENT_KEYS } from '../../__testUtils__/eventKeys';

import {
  changeBody,
  createTestLog,
  EVENTS,
  rewriteTree,
} from '../../__testUtils__/testLog';

const databases = createTestDatabases();
const EVENT_KEYS_OF_LOG = { origin: 'portal.test/chatbots', keys: EVENT_KEYS };

describe.each(databases.eachSupportedId())('runFsck on %s', id => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'anchors-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const setUp = async () => createTestLog(await databases.init(id), folder);

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
      readLast: () => anchor.readLast(),
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
    // What was numbered last may wait for its checkpoint.
    for (let run = 0; run < 5; run += 1) {
      expect(await check([anchor], EVENT_KEYS_OF_LOG)).toEqual([]);
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
    const { knex, check, signer, verifierKey } = await setUp();
    const [{ root_hash: root }] = await knex('audit_checkpoints').where({
      size: EVENTS,
    });
    await knex('audit_checkpoints').delete();
    // More than a page of the newest checkpoint's note, and behind them one that is wrong.
    const note = await signCheckpoint(
      { size: EVENTS, root: Buffer.from(root, 'base64') },
      verifierKey,
      signer.sign,
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

  it('gives the newest events a minute to be signed, where it checks who wrote them', async () => {
    const { knex, check } = await setUp();
    await knex('audit_checkpoints').where({ size: EVENTS }).delete();
    expect(await check([], EVENT_KEYS_OF_LOG)).toEqual([]);
    const later = Date.now() + 61_000;
    const now = jest.spyOn(Date, 'now').mockReturnValue(later);
    expect(await check([], EVENT_KEYS_OF_LOG)).toEqual([
      expect.objectContaining({ code: 'log-size' }),
    ]);
    now.mockRestore();
  });

  it('reads the last checkpoint of an anchor that gives no others back', async () => {
    const { knex, check, anchor } = await setUp();
    const last: AuditAnchor = {
      id: 'last',
      anchor: checkpoint => anchor.anchor(checkpoint),
      readLast: () => anchor.readLast(),
    };
    expect(await check([last])).toEqual([]);
    await changeBody(knex, 5);
    expect(await check([last])).toContainEqual(
      expect.objectContaining({ code: 'anchor-differs' }),
    );
  });

  it('does not take a checkpoint that another key signed', async () => {
    const context = await setUp();
    const { signer, verifierKey } = testLogKeys('portal.test/chatbots');
    await rewriteTree({ ...context, signer, verifierKey });
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
