import { PluginContext } from '../../PluginContext';
import { CommitWaker } from '../wake/CommitWaker';
import { Courier } from './Courier';
import { OutboxRelay } from './OutboxRelay';

/** Starts the relay that empties the outbox after each commit, and its daily cleaning. */
export async function startDelivery(
  context: PluginContext,
  options: {
    waker: CommitWaker;
    /** Resolves when everything committed before the call has its number in the log. */
    numberEvents(): Promise<void>;
  },
): Promise<void> {
  const { waker, numberEvents } = options;
  const relay = new OutboxRelay({
    ...context,
    numberEvents,
    courier: new Courier(context),
  });
  waker.follow(
    () => relay.wake(),
    () => relay.stop(),
  );
  await context.scheduler.scheduleTask({
    id: 'prune-chatbot-outbox',
    frequency: { hours: 24 },
    timeout: { minutes: 10 },
    scope: 'global',
    fn: () => relay.prune(),
  });
}
