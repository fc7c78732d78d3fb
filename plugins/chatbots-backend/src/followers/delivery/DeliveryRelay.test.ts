import { createTestDatabases } from '../../__testUtils__/databases';
import {
  sampleEvent,
  sampleRegistration,
} from '../../__testUtils__/sampleEvents';
import { notice, setUpDelivery } from '../../__testUtils__/setUpDelivery';

const databases = createTestDatabases();
const DAY_MS = 24 * 3600_000;

describe.each(databases.eachSupportedId())('delivery on %s', id => {
  const setUp = async () => setUpDelivery(await databases.init(id));

  it('tells events which chatbot changed, and open pages that something did, once', async () => {
    const { knex, publish, createTeller, create, tell, told, eventIdOf } =
      await setUp();
    await tell(sampleRegistration('support-bot'));
    await createTeller().run();
    await create().drain();
    expect(told()).toEqual([
      { chatbot: 'support-bot', messageId: await eventIdOf('support-bot') },
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
    expect(await knex('deliveries')).toEqual([]);
  });

  it('tells of a change only once the log can be asked for it', async () => {
    const { record, number, createTeller, told } = await setUp();
    await record(sampleRegistration('support-bot'));
    const teller = createTeller();
    await teller.run();
    expect(told()).toEqual([]);
    await number();
    await teller.run();
    expect(told()).toHaveLength(1);
  });

  it('tells of many changes at once: each chatbot by its last event, and pages one time', async () => {
    const { publish, tell, told, eventIdOf } = await setUp();
    await tell(
      sampleRegistration('a'),
      sampleRegistration('b'),
      // Nothing that others see of a chatbot.
      sampleEvent(1, 'c'),
      sampleRegistration('a'),
    );
    expect(told()).toEqual([
      { chatbot: 'b', messageId: await eventIdOf('b') },
      { chatbot: 'a', messageId: await eventIdOf('a') },
    ]);
    expect(publish).toHaveBeenCalledTimes(1);
  });

  it('tells of a change that was not told again, later each time, and of others meanwhile', async () => {
    const { events, pass, create, tell, told, eventIdOf } = await setUp();
    events.publish.mockRejectedValueOnce(new Error('away'));
    const relay = create();
    await tell(sampleRegistration('a'), sampleRegistration('b'));
    expect(told().map(({ chatbot }) => chatbot)).toEqual(['a', 'b']);
    await relay.drain();
    expect(told()).toHaveLength(2);
    await tell(sampleRegistration('c'));
    expect(told()).toHaveLength(3);
    pass(2000);
    events.publish.mockRejectedValueOnce(new Error('still away'));
    await relay.drain();
    pass(2000);
    await relay.drain();
    expect(told()).toHaveLength(4);
    pass(2000);
    await relay.drain();
    await relay.drain();
    expect(told()).toHaveLength(5);
    expect(told().at(-1)).toEqual({
      chatbot: 'a',
      messageId: await eventIdOf('a'),
    });
  });

  it('tells open pages again when only they were not told', async () => {
    const { publish, pass, create, tell, told } = await setUp();
    publish.mockRejectedValueOnce(new Error('away'));
    await tell(sampleRegistration('a'));
    pass(2000);
    await create().drain();
    expect(told()).toHaveLength(2);
    expect(publish).toHaveBeenCalledTimes(2);
  });

  it('sends notifications to those they are for, and not to whoever asked', async () => {
    const { send, create, addNotice } = await setUp();
    await addNotice('1');
    await create().drain();
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
    const { knex, pass, send, logger, create, addNotice, addUnknown } =
      await setUp();
    send.mockRejectedValueOnce(new Error('away'));
    await addNotice('1');
    await addUnknown('2');
    await addNotice('3');
    const relay = create();
    // The third is not held up by the first two.
    await relay.drain();
    expect(send).toHaveBeenCalledTimes(2);
    send.mockRejectedValueOnce(new Error('still away'));
    await relay.drain();
    expect(send).toHaveBeenCalledTimes(2);
    pass(2000);
    await relay.drain();
    expect(send).toHaveBeenCalledTimes(3);
    pass(2000);
    await relay.drain();
    expect(send).toHaveBeenCalledTimes(3);
    pass(2000);
    await relay.drain();
    expect(send).toHaveBeenCalledTimes(4);
    const rows = await knex('deliveries').orderBy('id');
    expect(rows.map(row => [row.attempts, row.delivered_at !== null])).toEqual([
      [3, true],
      [3, false],
      [1, true],
    ]);
    expect(JSON.stringify(logger.warn.mock.calls)).toContain('Message 1');
    expect(JSON.stringify(logger.warn.mock.calls)).not.toContain('user:');
  });

  it('delivers more than a page, in order', async () => {
    const { events, pass, create, tell, told } = await setUp();
    const names = Array.from({ length: 120 }, (_, n) => `bot-${n}`);
    events.publish.mockRejectedValue(new Error('away'));
    await tell(...names.map(name => sampleRegistration(name)));
    events.publish.mockReset();
    pass(2000);
    await create().drain();
    expect(told().map(({ chatbot }) => chatbot)).toEqual(names);
  });

  it('never throws when it is woken without a database', async () => {
    const { knex, logger, create } = await setUp();
    await knex.schema.renameTable('deliveries', 'away');
    const relay = create();
    relay.wake();
    await relay.stop();
    expect(logger.error).toHaveBeenCalled();
    await knex.schema.renameTable('away', 'deliveries');
  });

  it('forgets what was delivered a week ago, and nothing else', async () => {
    const { knex, pass, create, addNotice, addUnknown } = await setUp();
    const relay = create();
    await addNotice('old');
    await relay.drain();
    await addUnknown('unknown');
    await relay.drain();
    pass(7 * DAY_MS);
    await addNotice('new');
    await relay.drain();
    pass(1);
    await relay.prune();
    expect(
      (await knex('deliveries').orderBy('id')).map(row => row.message_id),
    ).toEqual(['unknown', 'new']);
  });

  it('delivers what the outbox of an older version held', async () => {
    const { knex, pass, record, number, send, told, create, addMessage } =
      await setUp();
    await record(sampleEvent(1));
    await number();
    // The log of an older version has events before its upgrade.
    await knex('audit_events').where({ type: 'log.upgraded' }).delete();
    await record({
      type: 'log.upgraded',
      subject: { kind: 'audit-log', id: 'portal.test/chatbots' },
      data: { size: 10 },
    });
    await number();
    pass(6 * DAY_MS);
    await addMessage('notification', notice);
    await addMessage('changed', { chatbot: 'support-bot' });
    await create().drain();
    expect(send).toHaveBeenCalledTimes(1);
    expect(told()).toEqual([
      { chatbot: 'support-bot', messageId: 'old-message' },
    ]);
  });

  // SQLite has one process at a time.
  if (id.startsWith('POSTGRES')) {
    it('keeps nobody from changing the table of events while it tells', async () => {
      const { knex, events, pass, create, tell, told } = await setUp();
      events.publish.mockRejectedValueOnce(new Error('away'));
      await tell(sampleRegistration('a'));
      pass(2000);
      events.publish.mockImplementationOnce(async () => {
        await knex.transaction(async other => {
          await other.raw("set local lock_timeout = '2s'");
          await other.raw('lock table audit_events in access exclusive mode');
        });
      });
      await create().drain();
      expect(told()).toHaveLength(2);
      expect(await knex('deliveries').whereNull('delivered_at')).toEqual([]);
    });

    it('shares the work between replicas', async () => {
      const { send, create, addNotice } = await setUp();
      send.mockImplementation(
        () => new Promise(resolve => setTimeout(resolve, 2)),
      );
      for (let n = 0; n < 80; n += 1) {
        await addNotice(String(n));
      }
      await Promise.all([create().drain(), create().drain()]);
      expect(send).toHaveBeenCalledTimes(80);
    });
  }
});
