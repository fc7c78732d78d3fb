import { DatabaseAuditAppender } from '../../append/DatabaseAuditAppender';
import { PORTAL } from '../../../database/Actor';
import { systemClock } from '../../../database/Clock';
import { UnitOfWork } from '../../../database/UnitOfWork';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabases } from '../../../__testUtils__/databases';
import { dropGuards } from '../../../__testUtils__/dropGuards';
import { EVENT_KEYS, testEventKeys } from '../../../__testUtils__/eventKeys';

import {
  changeBody,
  createTestLog,
  EVENTS,
  rewriteTree,
} from '../../../__testUtils__/testLog';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('fsck of authenticity on %s', id => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'anchors-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const setUp = async () => createTestLog(await databases.init(id), folder);

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
      {
        code: 'log-end-changed',
        message: `The end of the log at size ${EVENTS} is not what the portal left: mac-invalid`,
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

  it('finds the log of another portal by its name, and not by each of its events', async () => {
    const { check } = await setUp();
    expect(await check([], { ...KEYS, origin: 'other.test' })).toEqual([
      expect.objectContaining({ code: 'log-origin' }),
    ]);
  });

  it('finds the events of another portal', async () => {
    const { knex, check } = await setUp();
    const [{ body }] = await knex('audit_events')
      .where({ sequence: 5 })
      .limit(1);
    // With the same key.
    await knex('audit_events')
      .where({ sequence: 5 })
      .update(testEventKeys('other.test').sign(body));
    expect(await check([], KEYS)).toEqual([
      expect.objectContaining({ code: 'event-unauthenticated', sequence: 5 }),
    ]);
  });

  it('finds a second log.upgraded, and what was told before it as if it were old', async () => {
    const context = await setUp();
    const { knex, check, sequencer } = context;
    // As whoever holds the event key could write it.
    await UnitOfWork.create({
      knex,
      clock: systemClock,
      audit: new DatabaseAuditAppender({
        keys: testEventKeys('portal.test/chatbots'),
      }),
    }).run({ actor: PORTAL }, work =>
      work.record({
        type: 'log.upgraded',
        subject: { kind: 'audit-log', id: 'portal.test/chatbots' },
        data: { size: EVENTS },
      }),
    );
    await sequencer.drain();
    await dropGuards(knex);
    await knex('audit_events')
      .where('sequence', '<', EVENTS)
      .update({ mac: null, mac_key_id: null });
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
      `The end of the log at size ${EVENTS} is not what the portal left: mac-invalid`,
    ]);
  });

  it('finds an end of the log that the portal did not leave', async () => {
    const { knex, check } = await setUp();
    const [log] = await knex('audit_log');
    for (const change of [
      { mac: null },
      { mac: `${log.mac}`.replace(/^./, 'A') },
      { mac_key_id: 'another' },
    ]) {
      await knex('audit_log').update({ ...log, ...change });
      const codes = (await check([], KEYS)).map(({ code }) => code);
      expect([change, codes]).toEqual([change, ['log-end-changed']]);
    }
    await knex('audit_log').update({ ...log, legacy_until: 5 });
    expect(await check([], KEYS)).toEqual([
      {
        code: 'event-unauthenticated',
        message: expect.stringContaining('up to insert 5 need no MAC'),
      },
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
        code: 'event-columns',
        sequence: 6,
        message: 'Event 6 has a number and is said to be set aside',
      },
      {
        code: 'event-set-aside',
        message: expect.stringMatching(/mac-missing; now it is authentic$/),
      },
    ]);
  });
});
