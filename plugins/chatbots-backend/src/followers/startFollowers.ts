import { PluginContext } from '../PluginContext';
import { GateService } from '../governance/gates/GateService';
import { GovernanceViews, newestVersionsOf } from '../views';
import { GatesInForce } from '../views/GatesInForce';
import { Courier } from './delivery/Courier';
import { GateRefresher } from './gates/GateRefresher';
import { SummaryRefresher } from './summaries/SummaryRefresher';
import { CommitWaker } from './wake/CommitWaker';
import { createLogFollower } from './createLogFollower';
import { DeliveryRelay } from './delivery/DeliveryRelay';
import { addAnnouncements, tellChanges } from './delivery/tell';

/** Starts everything that follows commits, except for the audit log. */
export async function startFollowers(
  context: PluginContext,
  options: {
    waker: CommitWaker;
    /** Evaluates gates. */
    gates: GateService;
    /** What summaries are computed from. */
    governance: GovernanceViews;
    /** Calls back after events got their numbers. */
    onSequenced(listener: () => void): void;
  },
): Promise<void> {
  await startGates(context, options.gates);
  await startSummaries(context, options.governance);
  await startDelivery(context, options);
}

/** Keeps gate evaluations while the plugin runs, and renews each minute what time can have changed. */
async function startGates(
  context: PluginContext,
  gates: GateService,
): Promise<void> {
  const { config, lifecycle, scheduler } = context;
  const refresher = new GateRefresher({
    ...context,
    gates: new GatesInForce({ gates }),
    newestVersions: newestVersionsOf(config),
  });
  refresher.follow();
  await scheduler.scheduleTask({
    id: 'renew-gate-evaluations',
    frequency: { minutes: 1 },
    timeout: { minutes: 10 },
    scope: 'global',
    fn: () => refresher.refreshDue(),
  });
  await scheduler.scheduleTask({
    id: 'catch-up-gate-evaluations',
    frequency: { minutes: 15 },
    timeout: { minutes: 10 },
    scope: 'global',
    fn: () => refresher.refreshBehind(),
  });
  lifecycle.addShutdownHook(() => refresher.stop());
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

/** Starts those who tell what the log says, the relay that tries again, and its daily cleaning. */
async function startDelivery(
  context: PluginContext,
  options: { waker: CommitWaker; onSequenced(listener: () => void): void },
): Promise<void> {
  const { waker, onSequenced } = options;
  const courier = new Courier(context);
  const relay = new DeliveryRelay({ ...context, courier });
  const followers = [
    createLogFollower({
      ...context,
      name: 'changed',
      follow: (db, events) => tellChanges(db, events, { ...context, courier }),
    }),
    createLogFollower({
      ...context,
      name: 'notifications',
      follow: (db, events) => addAnnouncements(db, events, context.clock),
      onFollowed: () => relay.wake(),
    }),
  ];
  for (const follower of followers) {
    // Commits wake the sequencer; what it numbers wakes these. The look every second is for numbers given before a crash.
    waker.follow(
      () => follower.wake(),
      () => follower.stop(),
    );
    onSequenced(() => follower.wake());
  }
  waker.follow(
    () => relay.wake(),
    () => relay.stop(),
  );
  await context.scheduler.scheduleTask({
    id: 'prune-chatbot-deliveries',
    frequency: { hours: 24 },
    timeout: { minutes: 10 },
    scope: 'global',
    fn: () => relay.prune(),
  });
}
