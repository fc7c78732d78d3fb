import { PluginContext } from '../PluginContext';
import { GovernanceViews } from '../views';
import { Courier } from './delivery/Courier';
import { OutboxRelay } from './delivery/OutboxRelay';
import { SummaryRefresher } from './summaries/SummaryRefresher';
import { CommitWaker } from './wake/CommitWaker';

/** Starts everything that follows commits, except for the audit log. */
export async function startFollowers(
  context: PluginContext,
  options: {
    waker: CommitWaker;
    /** What summaries are computed from. */
    governance: GovernanceViews;
    /** Resolves when everything committed before the call has its number in the log. */
    numberEvents(): Promise<void>;
  },
): Promise<void> {
  await startSummaries(context, options.governance);
  await startDelivery(context, options);
}

/** Keeps summaries while the plugin runs, and recomputes all of them at its start and four times an hour. */
async function startSummaries(
  context: PluginContext,
  governance: GovernanceViews,
): Promise<void> {
  const { lifecycle, scheduler } = context;
  const refresher = SummaryRefresher.create({ ...context, governance });
  await scheduler.scheduleTask({
    id: 'refresh-chatbot-summaries',
    frequency: { minutes: 15 },
    timeout: { minutes: 10 },
    scope: 'global',
    fn: () => refresher.refreshAll(),
  });
  lifecycle.addShutdownHook(() => refresher.stop());
}

/** Starts the relay that empties the outbox after each commit, and its daily cleaning. */
async function startDelivery(
  context: PluginContext,
  options: { waker: CommitWaker; numberEvents(): Promise<void> },
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
