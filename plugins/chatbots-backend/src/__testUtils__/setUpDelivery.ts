import { mockServices } from '@backstage/backend-test-utils';
import { ChatbotEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Knex } from 'knex';
import { connectDatabase } from '../database/connectDatabase';
import { insertDeliveries } from '../database/deliveries';
import { createLogFollower } from '../followers/createLogFollower';
import { NotificationSender } from '../followers/delivery/NotificationSender';
import { DeliveryRelay } from '../followers/delivery/DeliveryRelay';
import { tellChanges } from '../followers/delivery/tell';
import { noticeDelivery } from '../records/notices';
import { createTestLog } from './createTestLog';
import { REGISTRY_REVIEWERS } from './eventKeys';

/** When a test of deliveries begins. */
export const START = '2026-01-01T00:00:00.000Z';

/** A notice to reviewers. */
export const notice = {
  recipients: ['group:default/ai-governance'],
  exclude: ['user:default/engineer'],
  title: 'Support bot · 1.0.0 → staging wants your approval',
  description: 'prompt changed',
  link: '/chatbots/promotions/1',
  severity: 'normal' as const,
  topic: 'promotions',
  scope: 'promotion:1',
};

/** Followers and relay of an empty log, with everybody that they tell mocked. Time stands still until it passes. */
export async function setUpDelivery(knex: Knex) {
  await connectDatabase(mockServices.database({ knex }));
  let time = Date.parse(START);
  const clock = { now: () => new Date(time) };
  const pass = (milliseconds: number) => {
    time += milliseconds;
  };
  const { eventKeys, record, number } = createTestLog(knex, { clock });
  const events = mockServices.events.mock();
  const publish = jest.fn(async () => {});
  const send = jest.fn(async () => {});
  const logger = mockServices.logger.mock();
  const sender = new NotificationSender({
    events,
    signals: { publish },
    notifications: { send },
  });
  const options = { knex, clock, logger, eventKeys, sender };
  const createTeller = () =>
    createLogFollower({
      ...options,
      name: 'changed',
      follow: (db, page) => tellChanges(db, page, options),
    });
  const create = () =>
    new DeliveryRelay({
      ...options,
      registryReviewers: REGISTRY_REVIEWERS,
      names: async () => entityRef => entityRef,
    });
  const teller = createTeller();
  /** Records events and tells of them. */
  const tell = async (...facts: ChatbotEvent[]) => {
    await record(...facts);
    await number();
    await teller.run();
  };
  /** What events were told, as chatbot and message. */
  const told = () =>
    events.publish.mock.calls.map(([{ topic, eventPayload }]) => {
      expect(topic).toBe('chatbots.changed');
      return eventPayload as { chatbot: string; messageId: string };
    });
  const addNotice = (messageId: string) =>
    insertDeliveries(knex, [
      noticeDelivery(eventKeys, { messageId, notice, now: START }),
    ]);
  const addUnknown = (messageId: string) =>
    insertDeliveries(knex, [
      { message_id: messageId, topic: 'nobody-knows', created_at: START },
    ]);
  const addMessage = (topic: string, payload: object) =>
    insertDeliveries(knex, [
      {
        message_id: 'old-message',
        topic: `outbox.${topic}`,
        payload: JSON.stringify(payload),
        created_at: START,
      },
    ]);
  const eventIdOf = async (chatbot: string) => {
    const [event] = await knex('audit_events')
      .where({ chatbot })
      .orderBy('sequence', 'desc')
      .limit(1);
    return event.id;
  };
  return {
    knex,
    eventKeys,
    pass,
    record,
    number,
    events,
    publish,
    send,
    logger,
    createTeller,
    create,
    tell,
    told,
    addNotice,
    addUnknown,
    addMessage,
    eventIdOf,
  };
}
