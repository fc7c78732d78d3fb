import { createTestDatabases } from '../../__testUtils__/databases';
import { dropGuards } from '../../__testUtils__/dropGuards';
import {
  notice,
  setUpDelivery,
  START,
} from '../../__testUtils__/setUpDelivery';
import {
  sampleEvent,
  sampleRegistration,
} from '../../__testUtils__/sampleEvents';
import { insertDeliveries } from '../../database/deliveries';
import { noticeDelivery } from '../../records/notices';

const databases = createTestDatabases();
const DAY_MS = 24 * 3600_000;

describe.each(databases.eachSupportedId())(
  'whoever can write the database, on %s,',
  id => {
    const setUp = async () => setUpDelivery(await databases.init(id));

    it('sends no notification', async () => {
      const { knex, eventKeys, send, logger, create } = await setUp();
      const row = noticeDelivery(eventKeys, {
        messageId: 'forged',
        notice,
        now: START,
      });
      const payload = JSON.stringify({ ...notice, title: 'Pay here' });
      await knex('deliveries').insert([
        { ...row, payload },
        { ...row, message_id: 'unsigned', mac: null, mac_key_id: null },
        { ...row, message_id: 'copied' },
      ]);
      await create().drain();
      expect(send).not.toHaveBeenCalled();
      expect(logger.warn).toHaveBeenCalledTimes(3);
    });

    it('announces no event that the portal did not write', async () => {
      const { knex, record, number, send, create, told } = await setUp();
      await record(sampleRegistration('a'), sampleRegistration('b'));
      await number();
      await record(sampleRegistration('unnumbered'));
      await dropGuards(knex);
      await knex('audit_events')
        .where({ chatbot: 'b' })
        .update({ mac: 'AAAA' });
      const all = await knex('audit_events').whereNotNull('chatbot');
      await insertDeliveries(
        knex,
        all
          .filter(({ chatbot }) => chatbot !== 'a')
          .flatMap(event =>
            ['changed', 'announced'].map(topic => ({
              message_id: event.id,
              topic,
              created_at: START,
            })),
          ),
      );
      await create().drain();
      expect(told()).toEqual([]);
      expect(send).not.toHaveBeenCalled();
    });

    it('sends nothing through the outbox of before: in a new log, or a week after the upgrade', async () => {
      const { knex, pass, record, number, send, create, addMessage } =
        await setUp();
      await record(sampleEvent(1));
      await number();
      await addMessage('notification', notice);
      await create().drain();
      // A new log never had an outbox.
      expect(send).not.toHaveBeenCalled();
      await knex('deliveries').delete();
      await knex('audit_events')
        .where({ type: 'log.upgraded' })
        .update({ sequence: 10 });
      await addMessage('notification', notice);
      pass(7 * DAY_MS + 1);
      await create().drain();
      expect(send).not.toHaveBeenCalled();
    });
  },
);
