import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { connectDatabase } from '../../database/connectDatabase';
import { PORTAL } from '../../database/Actor';
import { UnitOfWork } from '../../database/UnitOfWork';
import { DatabaseAuditAppender } from '../../audit/append/DatabaseAuditAppender';
import { createTestDatabases } from '../../__testUtils__/databases';
import { Courier } from './Courier';
import { OutboxRelay } from './OutboxRelay';
import { testEventKeys } from '../../__testUtils__/eventKeys';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('OutboxRelay on %s', id => {
  async function setUp() {
    const knex = await databases.init(id);
    await connectDatabase(mockServices.database({ knex }));
    let time = Date.parse('2026-01-01T00:00:00.000Z');
    const clock = { now: () => new Date(time) };
    const pass = (milliseconds: number) => {
      time += milliseconds;
    };
    const unitOfWork = UnitOfWork.create({
      knex,
      clock,
      audit: new DatabaseAuditAppender({ keys: testEventKeys() }),
    });
    const enqueue = (topic: string, payload: JsonObject) =>
      unitOfWork.run({ actor: PORTAL }, async work => {
        work.unchanged();
        await work.enqueue(topic, payload);
      });
    const events = mockServices.events.mock();
    const publish = jest.fn(async () => {});
    const send = jest.fn(async () => {});
    const logger = mockServices.logger.mock();
    const numberEvents = jest.fn(async () => {});
    const create = () =>
      new OutboxRelay({
        knex,
        clock,
        logger,
        numberEvents,
        courier: new Courier({
          events,
          signals: { publish },
          notifications: { send },
        }),
      });
    return {
      knex,
      pass,
      enqueue,
      events,
      publish,
      send,
      logger,
      numberEvents,
      create,
    };
  }

  const notice = {
    recipients: ['group:default/ai-governance'],
    exclude: ['user:default/engineer'],
    title: 'Support bot · 1.0.0 → staging wants your approval',
    description: 'prompt changed',
    link: '/chatbots/promotions/1',
    severity: 'normal',
    topic: 'promotions',
    scope: 'promotion:1',
  };

  it('tells events which chatbot changed, and open pages that something did, once', async () => {
    const { knex, enqueue, events, publish, create } = await setUp();
    await enqueue('changed', { chatbot: 'support-bot' });
    await create().drain();
    await create().drain();
    const [{ message_id: messageId }] = await knex('outbox');
    expect(events.publish.mock.calls).toEqual([
      [
        {
          topic: 'chatbots.changed',
          eventPayload: { chatbot: 'support-bot', messageId },
        },
      ],
    ]);
    expect(publish.mock.calls).toEqual([
      [
        {
          recipients: { type: 'broadcast' },
          channel: 'chatbots',
          // Not which one: whoever may not read it listens too.
          message: {},
        },
      ],
    ]);
  });

  it('tells of a change only once the log can be asked for it', async () => {
    const { enqueue, events, numberEvents, create } = await setUp();
    const order: string[] = [];
    numberEvents.mockImplementation(async () => {
      order.push('numbering');
      await new Promise(resolve => setTimeout(resolve, 50));
      order.push('numbered');
    });
    events.publish.mockImplementation(async () => {
      order.push('told');
    });
    await enqueue('changed', { chatbot: 'support-bot' });
    await create().drain();
    // With nothing to tell there is nothing to wait for.
    await create().drain();
    expect(order).toEqual(['numbering', 'numbered', 'told']);
  });

  it('tells of a change even when the log cannot be numbered', async () => {
    const { enqueue, events, numberEvents, create } = await setUp();
    numberEvents.mockRejectedValue(new Error('no key'));
    await enqueue('changed', { chatbot: 'support-bot' });
    await create().drain();
    expect(events.publish).toHaveBeenCalledTimes(1);
  });

  it('sends notifications to those they are for, and not to whoever asked', async () => {
    const { enqueue, send, create } = await setUp();
    await enqueue('notification', notice);
    await create().drain();
    const { recipients, exclude, ...payload } = notice;
    expect(send.mock.calls).toEqual([
      [
        {
          recipients: {
            type: 'entity',
            entityRef: recipients,
            excludeEntityRef: exclude,
          },
          payload,
        },
      ],
    ]);
  });

  it('tries what failed again, later each time, and goes on with the rest', async () => {
    const { knex, pass, enqueue, publish, send, logger, create } =
      await setUp();
    send.mockRejectedValue(new Error('away'));
    await enqueue('notification', notice);
    await enqueue('nobody-knows', {});
    await enqueue('changed', { chatbot: 'support-bot' });
    const relay = create();
    await relay.drain();
    expect(publish).toHaveBeenCalledTimes(1);
    expect(send).toHaveBeenCalledTimes(1);
    await relay.drain();
    expect(send).toHaveBeenCalledTimes(1);
    pass(2000);
    await relay.drain();
    expect(send).toHaveBeenCalledTimes(2);
    pass(2000);
    await relay.drain();
    expect(send).toHaveBeenCalledTimes(2);
    pass(2000);
    send.mockResolvedValue(undefined);
    await relay.drain();
    expect(send).toHaveBeenCalledTimes(3);
    const rows = await knex('outbox').orderBy('id');
    expect(rows.map(row => [row.attempts, row.dispatched_at !== null])).toEqual(
      [
        [3, true],
        [3, false],
        [1, true],
      ],
    );
    expect(JSON.stringify(logger.warn.mock.calls)).toContain(
      rows[0].message_id,
    );
    expect(JSON.stringify(logger.warn.mock.calls)).not.toContain('user:');
  });

  it('empties more than a page, in order', async () => {
    const { enqueue, events, create } = await setUp();
    const names = Array.from({ length: 120 }, (_, n) => `bot-${n}`);
    for (const chatbot of names) {
      await enqueue('changed', { chatbot });
    }
    await create().drain();
    expect(
      events.publish.mock.calls.map(([{ eventPayload }]) => eventPayload),
    ).toEqual(names.map(chatbot => expect.objectContaining({ chatbot })));
  });

  it('never throws when it is woken without a database', async () => {
    const { knex, logger, create } = await setUp();
    await knex.schema.renameTable('outbox', 'away');
    const relay = create();
    relay.wake();
    await relay.stop();
    expect(logger.error).toHaveBeenCalled();
    await knex.schema.renameTable('away', 'outbox');
  });

  it('forgets what was delivered a week ago, and nothing else', async () => {
    const { knex, pass, enqueue, create } = await setUp();
    const relay = create();
    await enqueue('changed', { chatbot: 'old' });
    await relay.drain();
    await enqueue('nobody-knows', {});
    await relay.drain();
    pass(7 * 24 * 3600_000);
    await enqueue('changed', { chatbot: 'new' });
    await relay.drain();
    pass(1);
    await relay.prune();
    expect(
      (await knex('outbox').orderBy('id')).map(row => row.payload),
    ).toEqual(['{}', '{"chatbot":"new"}']);
  });

  // SQLite has one process at a time.
  if (id.startsWith('POSTGRES')) {
    it('shares the work between replicas', async () => {
      const { enqueue, publish, create } = await setUp();
      publish.mockImplementation(
        () => new Promise(resolve => setTimeout(resolve, 2)),
      );
      for (let n = 0; n < 80; n += 1) {
        await enqueue('changed', { chatbot: `bot-${n}` });
      }
      await Promise.all([create().drain(), create().drain()]);
      expect(publish).toHaveBeenCalledTimes(80);
    });
  }
});
