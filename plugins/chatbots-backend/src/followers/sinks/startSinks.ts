import { EventSink } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { PluginContext } from '../../PluginContext';
import { CommitWaker } from '../wake/CommitWaker';
import { createEventsSink } from './createEventsSink';
import { createSinkFollower, FollowedSink } from './createSinkFollower';
import { pruneWebhookDeliveries, WebhookRelay } from './webhooks/WebhookRelay';
import { createWebhookSink } from './webhooks/createWebhookSink';
import { WebhookTarget } from './webhooks/readWebhooks';

/** Starts what hands events of the log to systems outside: Backstage's events service, webhooks and what modules added. */
export async function startSinks(
  context: PluginContext,
  options: {
    waker: CommitWaker;
    sinks: readonly EventSink[];
    webhooks: readonly WebhookTarget[];
    onSequenced(listener: () => void): void;
  },
): Promise<void> {
  const { waker, onSequenced } = options;
  const follow = (sink: FollowedSink, onFollowed?: () => void) => {
    const follower = createSinkFollower(sink, { ...context, onFollowed });
    waker.follow(
      () => follower.wake(),
      () => follower.stop(),
    );
    onSequenced(() => follower.wake());
  };
  follow(createEventsSink(context.events));
  for (const sink of options.sinks) {
    const { id, types } = sink;
    // A module gets the event and no handle to the database.
    follow({ id, types, receive: event => sink.receive(event) });
  }
  for (const target of options.webhooks) {
    const relay = new WebhookRelay({ ...context, target });
    await relay.begin();
    waker.follow(
      () => relay.wake(),
      () => relay.stop(),
    );
    follow(createWebhookSink(target, context), () => relay.wake());
  }
  await context.scheduler.scheduleTask({
    id: 'prune-webhook-deliveries',
    frequency: { hours: 24 },
    timeout: { minutes: 10 },
    scope: 'global',
    fn: () => pruneWebhookDeliveries(context),
  });
}
