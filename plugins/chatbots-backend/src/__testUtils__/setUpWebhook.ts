import { mockServices } from '@backstage/backend-test-utils';
import { ChatbotEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Knex } from 'knex';
import { connectDatabase } from '../database/connectDatabase';
import { createSinkFollower } from '../followers/sinks/createSinkFollower';
import { createWebhookSink } from '../followers/sinks/webhooks/createWebhookSink';
import { WebhookTarget } from '../followers/sinks/webhooks/readWebhooks';
import { WebhookRelay } from '../followers/sinks/webhooks/WebhookRelay';
import { createTestLog } from './createTestLog';
import { sampleEvent } from './sampleEvents';

/** A secret as Standard Webhooks has them. */
export const WEBHOOK_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** A webhook as the configuration gives it. */
export function webhookTarget(
  url: string,
  options: Partial<WebhookTarget> = {},
): WebhookTarget {
  return {
    id: 'receiver',
    url: new URL(url),
    secret: WEBHOOK_SECRET,
    allowed: [],
    ...options,
  };
}

/** A log, the sink of a webhook and its relay. Time stands still until it passes. */
export async function setUpWebhook(
  knex: Knex,
  target: WebhookTarget,
  { start = '2026-01-01T00:00:00.000Z' }: { start?: string } = {},
) {
  await connectDatabase(mockServices.database({ knex }));
  let time = Date.parse(start);
  const clock = { now: () => new Date(time) };
  const { eventKeys, record, number, unitOfWork } = createTestLog(knex, {
    clock,
  });
  const logger = mockServices.logger.mock();
  const context = { knex, clock, logger, eventKeys };
  const follower = createSinkFollower(
    createWebhookSink(target, context),
    context,
  );
  const createRelay = async (to = target) => {
    const relay = new WebhookRelay({ ...context, target: to });
    await relay.begin();
    return relay;
  };
  const relay = await createRelay();
  // With the first event comes one of the log itself.
  await record(sampleEvent('first'));
  await number();
  await follower.run();
  return {
    knex,
    clock,
    logger,
    unitOfWork,
    relay,
    createRelay,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    /** Records events and makes deliveries of them. */
    tell: async (...facts: ChatbotEvent[]) => {
      await record(...facts);
      await number();
      await follower.run();
    },
    deliveries: () => knex('webhook_deliveries').orderBy('sequence'),
    targetRow: async () => (await knex('webhook_targets'))[0],
  };
}
