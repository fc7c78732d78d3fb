import { mockServices } from '@backstage/backend-test-utils';
import { parseAuditEventText } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { connectDatabase } from '../../database/connectDatabase';
import { EventKeys } from '../../keys';
import { createTestDatabases } from '../../__testUtils__/databases';
import { dropGuards } from '../../__testUtils__/dropGuards';
import { EVENT_KEYS } from '../../__testUtils__/eventKeys';
import { testLogKeys, testSequencing } from '../../__testUtils__/sequencing';

import {
  becameOf,
  createAttackedLog,
  forgedBody,
  ORIGIN,
  rowOf,
} from '../../__testUtils__/attackedLog';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('numbered events on %s', id => {
  const setUp = async (options: { keys?: EventKeys } = {}) =>
    createAttackedLog(await databases.init(id), options);

  it('that nobody set aside any more are checked again', async () => {
    const context = await setUp();
    const { knex, create } = context;
    const row = rowOf(forgedBody());
    const mac = EventKeys.create({
      origin: ORIGIN,
      keys: [{ id: 'later', secret: Buffer.alloc(32, 9).toString('base64') }],
    }).sign(row.body);
    await knex('audit_events').insert({ ...row, ...mac });
    expect(await becameOf(context, row.id)).toBe('mac-key-unknown');
    await knex('audit_events')
      .where({ id: row.id })
      .update({ set_aside_at: null, set_aside_reason: null });
    const both = EventKeys.create({
      origin: ORIGIN,
      keys: [
        EVENT_KEYS[0],
        { id: 'later', secret: Buffer.alloc(32, 9).toString('base64') },
      ],
    });
    await create(both).drain();
    const [{ sequence }] = await knex('audit_events')
      .where({ id: row.id })
      .limit(1);
    expect(sequence).not.toBeNull();
  });

  it('of an old key are numbered beside those of a new one', async () => {
    const context = await setUp();
    const { create, record, of } = context;
    await record(2);
    await create(
      EventKeys.create({
        origin: ORIGIN,
        keys: [
          { id: 'new', secret: Buffer.alloc(32, 9).toString('base64') },
          EVENT_KEYS[0],
        ],
      }),
    ).drain();
    expect(Number((await of(2)).sequence)).toBe(2);
  });

  it('forged with a number of their own are never signed', async () => {
    const { knex, record, create, of } = await setUp();
    await dropGuards(knex);
    const row = rowOf(forgedBody());
    await knex('audit_events').insert({ ...row, sequence: 2 });
    await knex('audit_nodes').insert({
      level: 0,
      position: 2,
      hash: row.leaf_hash,
    });
    await knex('audit_log').update({ size: 3 });
    await record(3);
    await expect(create().drain()).rejects.toThrow(/^audit-log-end-changed/);
    expect((await of(3)).sequence).toBeNull();
    const [{ size }] = await knex('audit_checkpoints').max({ size: 'size' });
    expect(Number(size)).toBe(2);
  });

  it('without a MAC are not taken for old ones when the log is said to be old', async () => {
    const context = await setUp();
    const { knex } = context;
    await dropGuards(knex);
    await knex('audit_log').update({ legacy_until: 1_000_000 });
    const row = rowOf(forgedBody());
    await knex('audit_events').insert(row);
    expect(await becameOf(context, row.id)).toBe('mac-missing');
    expect((await knex('audit_log').first())!.legacy_until).toBeNull();
    // Nor when nothing looks authenticated any more.
    await knex('audit_log').update({
      legacy_until: 1_000_000,
      mac: null,
      mac_key_id: null,
    });
    await knex('audit_events').update({ mac: null, mac_key_id: null });
    const another = rowOf(forgedBody());
    await knex('audit_events').insert(another);
    await context.create().drain();
    const forged = await knex('audit_events').where({ id: another.id });
    expect(forged).toMatchObject([
      { sequence: null, set_aside_reason: 'mac-missing' },
    ]);
  });

  it('without a MAC are not taken for old ones when log.upgraded is called something else', async () => {
    const { knex, create } = await setUp();
    await dropGuards(knex);
    const pretendOld = (change: object) =>
      knex('audit_events')
        .where('body', 'like', '%"type":"log.upgraded"%')
        .update({ type: 'x.happened', ...change });
    await pretendOld({});
    await knex('audit_events').update({ mac: null, mac_key_id: null });
    await knex('audit_log').update({
      legacy_until: 1_000_000,
      mac: null,
      mac_key_id: null,
    });
    const row = rowOf(forgedBody());
    await knex('audit_events').insert(row);
    const refused = /^audit-log-end-changed/;
    await expect(create().drain()).rejects.toThrow(refused);
    // Nor with another text in its place, which no checkpoint signs.
    const other = rowOf(forgedBody());
    await pretendOld({ body: other.body, leaf_hash: other.leaf_hash });
    await expect(create().drain()).rejects.toThrow(refused);
    const forged = await knex('audit_events').where({ id: row.id });
    expect(forged).toMatchObject([{ sequence: null }]);
  });

  it('without a MAC are set aside in a new log, whatever row they take', async () => {
    const knex = await databases.init(id);
    await connectDatabase(mockServices.database({ knex }));
    await dropGuards(knex);
    const row = rowOf(forgedBody());
    await knex('audit_events').insert({ ...row, insert_id: -1 });
    await testSequencing({ knex, logKeys: testLogKeys(ORIGIN) }).drain();
    const events = await knex('audit_events').orderBy('insert_id');
    expect(events).toMatchObject([
      { id: row.id, sequence: null, set_aside_reason: 'mac-missing' },
      { type: 'log.upgraded' },
    ]);
    expect(Number(events[1].sequence)).toBe(0);
    expect(parseAuditEventText(events[1].body).data).toEqual({ size: 0 });
  });
});
