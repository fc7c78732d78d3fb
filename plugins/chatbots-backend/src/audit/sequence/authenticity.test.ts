import { sampleEvent } from '../../__testUtils__/sampleEvents';
import { mockServices } from '@backstage/backend-test-utils';
import {
  AuditEventBody,
  auditEventText,
  parseAuditEventText,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { createVerifierKey } from '@chatbot-portal/transparency-log';
import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import {
  connectDatabase,
  PORTAL,
  systemClock,
  UnitOfWork,
} from '../../database';
import { EventKeys, SigningKey } from '../../keys';
import { readNotice } from '../../records/notices';
import { createTestDatabases } from '../../__testUtils__/databases';
import { dropGuards } from '../../__testUtils__/dropGuards';
import {
  EVENT_KEYS,
  testAlarm,
  testEventKeys,
} from '../../__testUtils__/eventKeys';
import { DatabaseAuditAppender } from '../append/DatabaseAuditAppender';
import { eventColumns, leafHashOf } from '../authenticateEvent';
import { Sequencer } from './Sequencer';

const databases = createTestDatabases();
const ORIGIN = 'portal.test/chatbots';

/** An approval that nobody gave. */
function forgedBody(overrides: Partial<AuditEventBody> = {}): AuditEventBody {
  return {
    schemaVersion: 1,
    eventId: randomUUID(),
    type: 'promotion.approved',
    occurredAt: '2026-11-29T10:00:00.000Z',
    recordedAt: '2026-11-29T10:00:00.000Z',
    actor: { kind: 'user', pseudonym: randomUUID() },
    subject: { kind: 'promotion', chatbot: 'support-bot', id: randomUUID() },
    data: { stage: 'production' },
    ...overrides,
  };
}

/** The row of a body, as whoever can write the database makes it. */
function rowOf(body: AuditEventBody, text = auditEventText(body)) {
  return { ...eventColumns(body), body: text, leaf_hash: leafHashOf(text) };
}

describe.each(databases.eachSupportedId())('audit events on %s', id => {
  async function setUp(options: { keys?: EventKeys } = {}) {
    const knex = await databases.init(id);
    await connectDatabase(mockServices.database({ knex }));
    const keys = options.keys ?? testEventKeys(ORIGIN);
    const logger = mockServices.logger.mock();
    const fail = jest.fn(async () => {});
    const createEvent = jest.fn(async () => ({ success: fail, fail }));
    const auditor = mockServices.auditor.mock({ createEvent });
    const signingKey = SigningKey.generate();
    const create = (eventKeys = keys) =>
      new Sequencer({
        knex,
        clock: systemClock,
        logger,
        signingKey,
        verifierKey: createVerifierKey(ORIGIN, signingKey.publicKey, sha256),
        eventKeys,
        alarm: testAlarm({
          logger,
          auditor,
          recipients: ['group:default/platform'],
        }),
      });
    const unitOfWork = UnitOfWork.create({
      knex,
      clock: systemClock,
      audit: new DatabaseAuditAppender({ keys }),
    });
    const record = (n: number) =>
      unitOfWork.run({ actor: PORTAL }, work => work.record(sampleEvent(n)));
    const of = async (n: number) => {
      const [row] = await knex('audit_events')
        .where({ subject_id: String(n) })
        .limit(1);
      return row;
    };
    await record(1);
    await create().drain();
    return { knex, keys, logger, createEvent, create, record, of };
  }

  type Context = Awaited<ReturnType<typeof setUp>>;

  /** Numbers what waits and one event more, and returns what became of the bad one. */
  async function judge(context: Context, eventId: string) {
    const { knex, create, record, of } = context;
    await record(99);
    await create().drain();
    const size = Number((await knex('audit_log').first())!.size);
    // What is good has the next number after log.upgraded and the first event, whatever stands before it.
    expect(Number((await of(99)).sequence)).toBe(2);
    expect(size).toBe(3);
    const leaves = await knex('audit_nodes').where({ level: 0 });
    expect(leaves).toHaveLength(3);
    const [newest] = await knex('audit_checkpoints').max({ size: 'size' });
    expect(Number(newest.size)).toBe(3);
    const [bad] = await knex('audit_events').where({ id: eventId }).limit(1);
    expect(bad.sequence).toBeNull();
    return bad.set_aside_reason;
  }

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
    const { knex, keys, logger, createEvent, create } = context;
    const eventId = await forge(knex, keys);
    expect(await judge(context, eventId)).toBe(reason);
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
      expect(await judge(context, eventId)).toBe('columns-differ');
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
      expect(await judge(context, row.id)).toBe('body-invalid');
    });
  }

  it('that nobody set aside any more are checked again', async () => {
    const context = await setUp();
    const { knex, create } = context;
    const row = rowOf(forgedBody());
    const mac = EventKeys.create({
      origin: ORIGIN,
      keys: [{ id: 'later', secret: Buffer.alloc(32, 9).toString('base64') }],
    }).sign(row.body);
    await knex('audit_events').insert({ ...row, ...mac });
    expect(await judge(context, row.id)).toBe('mac-key-unknown');
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
    expect(await judge(context, row.id)).toBe('mac-missing');
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

  it('without a MAC are set aside in a new log, whatever row they take', async () => {
    const knex = await databases.init(id);
    await connectDatabase(mockServices.database({ knex }));
    await dropGuards(knex);
    const row = rowOf(forgedBody());
    await knex('audit_events').insert({ ...row, insert_id: -1 });
    const signingKey = SigningKey.generate();
    await new Sequencer({
      knex,
      clock: systemClock,
      logger: mockServices.logger.mock(),
      signingKey,
      verifierKey: createVerifierKey(ORIGIN, signingKey.publicKey, sha256),
      eventKeys: testEventKeys(ORIGIN),
      alarm: testAlarm(),
    }).drain();
    const events = await knex('audit_events').orderBy('insert_id');
    expect(events).toMatchObject([
      { id: row.id, sequence: null, set_aside_reason: 'mac-missing' },
      { type: 'log.upgraded' },
    ]);
    expect(Number(events[1].sequence)).toBe(0);
    expect(parseAuditEventText(events[1].body).data).toEqual({ size: 0 });
  });
});
