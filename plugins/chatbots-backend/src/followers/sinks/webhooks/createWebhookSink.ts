import { SinkEvent } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { Clock, toInstant } from '../../../database/Clock';
import { insertWebhookDelivery } from '../../../database/webhookDeliveries';
import { FollowedSink } from '../createSinkFollower';
import { ownersAt } from './ownersAt';
import { WebhookTarget } from './readWebhooks';

/** How long a delivery is tried, in milliseconds. */
const TRY_MS = 24 * 60 * 60_000;

/** When a delivery that is made or asked for at an instant is given up. */
export function giveUpAt(now: Date): string {
  return toInstant(new Date(now.getTime() + TRY_MS));
}

/** Makes a delivery of each event that a webhook of the configuration gets. */
export function createWebhookSink(
  target: WebhookTarget,
  { clock }: { clock: Clock },
): FollowedSink {
  return {
    // No module's sink has a colon in its id.
    id: `webhook:${target.id}`,
    types: target.types,
    async receive(event, db) {
      if (!(await isFor(db, target, event))) {
        return;
      }
      const now = clock.now();
      await insertWebhookDelivery(db, {
        id: randomUUID(),
        target: target.id,
        event_id: event.id,
        sequence: event.sequence,
        type: event.type,
        chatbot: chatbotOf(event) ?? null,
        created_at: toInstant(now),
        next_attempt_at: toInstant(now),
        give_up_at: giveUpAt(now),
      });
    },
  };
}

/** Whether a target gets an event, by its type and by who owned the chatbot at the time. */
export async function isFor(
  db: Knex,
  { types, owners }: Pick<WebhookTarget, 'types' | 'owners'>,
  event: SinkEvent,
): Promise<boolean> {
  if (types && !types.includes(event.type)) {
    return false;
  }
  if (!owners) {
    return true;
  }
  const chatbot = chatbotOf(event);
  if (chatbot === undefined) {
    return false;
  }
  const { sequence } = event;
  const held = await ownersAt(db, { chatbot, sequence });
  const wanted = new Set(owners.map(ref => ref.toLocaleLowerCase('en-US')));
  return held.some(ref => wanted.has(ref.toLocaleLowerCase('en-US')));
}

function chatbotOf({ subject }: SinkEvent): string | undefined {
  return 'chatbot' in subject ? subject.chatbot : undefined;
}
