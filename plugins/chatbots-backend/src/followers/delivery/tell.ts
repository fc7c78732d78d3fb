import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Knex } from 'knex';
import { Clock, toInstant } from '../../database/Clock';
import { insertDeliveries } from '../../database/deliveries';
import { changedChatbot } from '../../records/eventEffects';
import { nextAttempt } from '../backOff';
import { isAnnounced } from './announcements';
import { NotificationSender } from './NotificationSender';
import { ANNOUNCED, CHANGED } from './deliver';

/**
 * Tells which chatbots these events change, each once, by its last event. What could not be told becomes a delivery, so that
 * nothing waits for it.
 */
export async function tellChanges(
  db: Knex,
  events: readonly StoredEvent[],
  options: { sender: NotificationSender; clock: Clock; logger: LoggerService },
): Promise<void> {
  const { sender, clock, logger } = options;
  const lastOf = new Map<string, string>();
  for (const event of events) {
    const chatbot = changedChatbot(event);
    if (chatbot !== undefined) {
      // In the order of their last events.
      lastOf.delete(chatbot);
      lastOf.set(chatbot, event.eventId);
    }
  }
  const untold = new Set<string>();
  const attempt = async (messageId: string, tell: () => Promise<void>) => {
    try {
      await tell();
    } catch (error) {
      logger.warn(
        `Message ${messageId} of topic '${CHANGED}' was not delivered (attempt 1)`,
        toError(error) as Error,
      );
      untold.add(messageId);
    }
  };
  let last: string | undefined;
  for (const [chatbot, messageId] of lastOf) {
    await attempt(messageId, () => sender.tellChanged(chatbot, messageId));
    last = messageId;
  }
  if (last !== undefined) {
    await attempt(last, () => sender.tellPages());
  }
  const now = clock.now();
  await insertDeliveries(
    db,
    [...untold].map(messageId => ({
      message_id: messageId,
      topic: CHANGED,
      created_at: toInstant(now),
      attempts: 1,
      not_before: nextAttempt(1, now),
    })),
  );
}

/** Makes a delivery of each event that people are notified of. */
export async function addAnnouncements(
  db: Knex,
  events: readonly StoredEvent[],
  clock: Clock,
): Promise<void> {
  await insertDeliveries(
    db,
    events.filter(isAnnounced).map(({ eventId }) => ({
      message_id: eventId,
      topic: ANNOUNCED,
      created_at: toInstant(clock.now()),
    })),
  );
}
