import { auditEventText } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { EventKeys } from '../../keys';
import { createTestDatabases } from '../../__testUtils__/databases';
import { dropGuards } from '../../__testUtils__/dropGuards';
import { EVENT_KEYS, testEventKeys } from '../../__testUtils__/eventKeys';
import { leafHashOf } from '../authenticateEvent';
import {
  becameOf,
  createAttackedLog,
  forgedBody,
  ORIGIN,
  rowOf,
} from '../../__testUtils__/attackedLog';
import { readNotice } from '../../records/notices';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('audit events on %s', id => {
  const setUp = async (options: { keys?: EventKeys } = {}) =>
    createAttackedLog(await databases.init(id), options);

  it('are refused by the database without a MAC, as a replica of the old version writes them', async () => {
    const { knex } = await setUp();
    const row = rowOf(forgedBody());
    for (const half of [
      row,
      { ...row, mac: 'AAAA' },
      { ...row, mac_key_id: 'test' },
    ]) {
      await expect(knex('audit_events').insert(half)).rejects.toThrow(
        /audit_events_mac_required/,
      );
    }
  });

  it('can not be numbered by a replica of the old version', async () => {
    const { knex } = await setUp();
    await expect(
      knex('audit_log').where({ id: 1 }).increment('size', 1),
    ).rejects.toThrow(/audit_log_mac_required/);
  });

  const own = (text: string, keys: EventKeys) => keys.sign(text);
  const otherKey = () =>
    EventKeys.create({
      origin: ORIGIN,
      keys: [
        { ...EVENT_KEYS[0], secret: Buffer.alloc(32, 8).toString('base64') },
      ],
    });

  it.each<[string, string, (knex: Knex, keys: EventKeys) => Promise<string>]>([
    [
      'forged without a MAC',
      'mac-missing',
      async knex => {
        await dropGuards(knex);
        const row = rowOf(forgedBody());
        await knex('audit_events').insert(row);
        return row.id;
      },
    ],
    [
      'forged with the MAC of another event',
      'mac-invalid',
      async knex => {
        const [{ mac, mac_key_id }] = await knex('audit_events')
          .whereNotNull('mac')
          .limit(1);
        const row = rowOf(forgedBody());
        await knex('audit_events').insert({ ...row, mac, mac_key_id });
        return row.id;
      },
    ],
    [
      'with a MAC of another length',
      'mac-invalid',
      async knex => {
        const row = rowOf(forgedBody());
        const mac = { mac: 'AAAA', mac_key_id: 'test' };
        await knex('audit_events').insert({ ...row, ...mac });
        return row.id;
      },
    ],
    [
      'of another portal that has the same key',
      'mac-invalid',
      async knex => {
        const row = rowOf(forgedBody());
        const mac = own(row.body, testEventKeys('other.test/chatbots'));
        await knex('audit_events').insert({ ...row, ...mac });
        return row.id;
      },
    ],
    [
      'of another portal that has another key of the same id',
      'mac-invalid',
      async knex => {
        const row = rowOf(forgedBody());
        await knex('audit_events').insert({
          ...row,
          ...own(row.body, otherKey()),
        });
        return row.id;
      },
    ],
    [
      'with a key that is not configured',
      'mac-key-unknown',
      async knex => {
        const row = rowOf(forgedBody());
        const mac = own(row.body, EventKeys.generate(ORIGIN));
        await knex('audit_events').insert({ ...row, ...mac });
        return row.id;
      },
    ],
    [
      'copied under another id',
      'columns-differ',
      async knex => {
        const [{ insert_id, sequence, ...valid }] = await knex('audit_events')
          .where({ type: 'token.revoked' })
          .limit(1);
        const copy = { ...valid, id: randomUUID() };
        await knex('audit_events').insert(copy);
        return copy.id;
      },
    ],
    [
      'told again by taking its number away',
      'event-repeated',
      async knex => {
        const [{ id: eventId }] = await knex('audit_events')
          .where({ type: 'token.revoked' })
          .limit(1);
        await knex('audit_events')
          .where({ id: eventId })
          .update({ sequence: null });
        return eventId;
      },
    ],
    [
      'moved to another chatbot by its column',
      'columns-differ',
      async (knex, keys) => {
        const row = rowOf(forgedBody());
        const moved = { chatbot: 'travel-bot' };
        const mac = own(row.body, keys);
        await knex('audit_events').insert({ ...row, ...mac, ...moved });
        return row.id;
      },
    ],
    [
      'moved to another chatbot with its text',
      'mac-invalid',
      async (knex, keys) => {
        const body = forgedBody();
        const mac = own(auditEventText(body), keys);
        const subject = { ...body.subject, chatbot: 'travel-bot' };
        const row = rowOf({ ...body, subject });
        await knex('audit_events').insert({ ...row, ...mac });
        return row.id;
      },
    ],
    [
      'with the hash of another text',
      'leaf-hash-differs',
      async (knex, keys) => {
        const row = rowOf(forgedBody());
        const leaf = { leaf_hash: leafHashOf('another') };
        const mac = own(row.body, keys);
        await knex('audit_events').insert({ ...row, ...mac, ...leaf });
        return row.id;
      },
    ],
    [
      'with a text that is no event',
      'body-invalid',
      async (knex, keys) => {
        const row = rowOf(forgedBody(), '{}');
        await knex('audit_events').insert({ ...row, ...own('{}', keys) });
        return row.id;
      },
    ],
  ])('%s are set aside as %s', async (_what, reason, forge) => {
    const context = await setUp();
    const { knex, keys, logger, createEvent, send, create } = context;
    const eventId = await forge(knex, keys);
    expect(await becameOf(context, eventId)).toBe(reason);
    await create().drain();
    // Told once, on every channel.
    expect(logger.error.mock.calls).toEqual([
      [
        expect.stringMatching(
          new RegExp(`^audit-event-set-aside: .*${eventId}`),
        ),
        { code: 'audit-event-set-aside', reason },
      ],
    ]);
    expect(createEvent.mock.calls).toEqual([
      [
        expect.objectContaining({
          eventId: 'audit-event-set-aside',
          severityLevel: 'critical',
        }),
      ],
    ]);
    const deliveries = await knex('deliveries');
    expect(deliveries.map(row => readNotice(keys, row))).toEqual([
      expect.objectContaining({
        recipients: ['group:default/platform'],
        severity: 'critical',
      }),
    ]);
    expect(send).not.toHaveBeenCalled();
  });

  it.each([
    ['type', 'y.happened'],
    ['subject_kind', 'y'],
    ['subject_id', 'other'],
    ['actor_kind', 'user'],
    ['pseudonym', 'p'],
    ['occurred_at', '2020-01-01T00:00:00.000Z'],
    ['recorded_at', '2020-01-01T00:00:00.000Z'],
  ])(
    'with another %s beside their text are set aside',
    async (column, value) => {
      const context = await setUp();
      const { knex, record } = context;
      await record(7);
      const { id: eventId } = await context.of(7);
      await knex('audit_events')
        .where({ id: eventId })
        .update({ [column]: value });
      expect(await becameOf(context, eventId)).toBe('columns-differ');
    },
  );

  if (id === 'SQLITE_3') {
    it('with bytes for a text are set aside', async () => {
      const context = await setUp();
      const { knex, keys } = context;
      const row = rowOf(forgedBody());
      await knex('audit_events').insert({
        ...row,
        body: knex.raw('cast(? as blob)', [row.body]),
        ...keys.sign(row.body),
      });
      expect(await becameOf(context, row.id)).toBe('body-invalid');
    });
  }
});
