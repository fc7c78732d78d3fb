import { EventSink } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { PluginContext } from '../PluginContext';
import { EvidenceVerifier } from '../governance/evidence/EvidenceVerifier';
import { GovernanceServices } from '../governance/GovernanceServices';
import { GateService } from '../governance/gates/GateService';
import { WorkflowService } from '../governance/workflows/WorkflowService';
import { newestVersionsOf, rolloutSilenceOf, ViewServices } from '../views';
import { createNameReader, readRegistryReviewers } from '../people';
import { GatesInForce } from '../views/GatesInForce';
import { announceSilentRollouts } from './delivery/silentRollouts';
import { NotificationSender } from './delivery/NotificationSender';
import { ExternalAsker } from './external/ExternalAsker';
import { fillSearchWords } from './refresh/fillSearchWords';
import { ViewRefresher } from './refresh/ViewRefresher';
import { startSinks } from './sinks/startSinks';
import { WebhookTarget } from './sinks/webhooks/readWebhooks';
import { CommitWaker } from './wake/CommitWaker';
import { createLogFollower } from './createLogFollower';
import { DeliveryRelay } from './delivery/DeliveryRelay';
import { addAnnouncements, tellChanges } from './delivery/tell';
import { WorkflowStarter } from './workflows/WorkflowStarter';

/** Starts everything that follows commits, except for the audit log. */
export async function startFollowers(
  context: PluginContext,
  options: {
    waker: CommitWaker;
    /** Evaluates gates. */
    gates: GateService;
    /** The outside systems, and what takes their answers. */
    external: Pick<GovernanceServices, 'external' | 'systems'>;
    evidence: EvidenceVerifier;
    /** Asks for deploy workflows. */
    workflows: WorkflowService;
    views: Pick<ViewServices, 'governance' | 'onLagging'>;
    /** Sinks that modules added. */
    sinks: readonly EventSink[];
    /** Webhooks of the configuration. */
    webhooks: readonly WebhookTarget[];
    /** Whether example history is being played: its rollouts of weeks ago are no news. */
    isPlaying(): boolean;
    /** Calls back after events got their numbers. */
    onSequenced(listener: () => void): void;
  },
): Promise<void> {
  await startFilling(context);
  const refresher = await startRefreshing(context, options);
  await startDelivery(context, { ...options, refresher });
  await startSinks(context, options);
  startWorkflows(context, options);
}

/** Fills in what searches look in before anybody searches, and each hour what replicas of before left out. */
async function startFilling(context: PluginContext): Promise<void> {
  await fillSearchWords(context);
  await context.scheduler.scheduleTask({
    id: 'fill-search-words',
    frequency: { hours: 1 },
    initialDelay: { hours: 1 },
    timeout: { minutes: 10 },
    scope: 'global',
    fn: () => fillSearchWords(context),
  });
}

/**
 * Keeps what is stored for pages while the plugin runs: renews each minute what time can have changed, and looks at all of it
 * at the start and four times an hour.
 */
async function startRefreshing(
  context: PluginContext,
  options: {
    gates: GateService;
    views: Pick<ViewServices, 'governance' | 'onLagging'>;
  },
): Promise<ViewRefresher> {
  const { config, lifecycle, scheduler } = context;
  const refresher = new ViewRefresher({
    ...context,
    gates: new GatesInForce(options),
    governance: options.views.governance,
    newestVersions: newestVersionsOf(config),
  });
  options.views.onLagging(chatbot => refresher.wake(chatbot));
  await scheduler.scheduleTask({
    id: 'renew-gate-evaluations',
    frequency: { minutes: 1 },
    timeout: { minutes: 10 },
    scope: 'global',
    fn: () => refresher.refreshDue(),
  });
  await scheduler.scheduleTask({
    id: 'refresh-chatbot-views',
    frequency: { minutes: 15 },
    timeout: { minutes: 10 },
    scope: 'global',
    fn: () => refresher.refreshAll(),
  });
  lifecycle.addShutdownHook(() => refresher.stop());
  return refresher;
}

/** Starts those who tell what the log says, the relay that tries again, and its daily cleaning. */
async function startDelivery(
  context: PluginContext,
  options: {
    waker: CommitWaker;
    refresher: ViewRefresher;
    external: Pick<GovernanceServices, 'external' | 'systems'>;
    evidence: EvidenceVerifier;
    isPlaying(): boolean;
    onSequenced(listener: () => void): void;
  },
): Promise<void> {
  const { waker, refresher, isPlaying, onSequenced } = options;
  const sender = new NotificationSender(context);
  const relay = new DeliveryRelay({
    ...context,
    sender,
    registryReviewers: readRegistryReviewers(context.config),
    names: createNameReader(context),
  });
  const asker = new ExternalAsker({
    ...context,
    systems: options.external.systems,
    evidence: options.evidence,
    answer: answer => options.external.external.answer(answer),
    apiUrl: await context.discovery.getExternalBaseUrl('chatbots'),
    appUrl: appUrlOf(context.config),
  });
  const followers = [
    createLogFollower({
      ...context,
      name: 'external-checks',
      follow: (db, events) => asker.follow(db, events),
      onFollowed: () => asker.wake(),
    }),
    createLogFollower({
      ...context,
      name: 'changed',
      follow: async (db, events) => {
        // First: whoever is told asks at once, and is to find today's verdicts.
        await refresher.follow(events);
        await tellChanges(db, events, { ...context, sender });
      },
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
  waker.follow(
    () => asker.wake(),
    () => asker.stop(),
  );
  const silenceMs = rolloutSilenceOf(context.config);
  await context.scheduler.scheduleTask({
    id: 'announce-silent-rollouts',
    frequency: { minutes: 1 },
    timeout: { minutes: 5 },
    scope: 'global',
    fn: async () => {
      if (!isPlaying()) {
        await announceSilentRollouts({ ...context, silenceMs });
        relay.wake();
      }
    },
  });
  await context.scheduler.scheduleTask({
    id: 'prune-chatbot-deliveries',
    frequency: { hours: 24 },
    timeout: { minutes: 10 },
    scope: 'global',
    fn: () => relay.prune(),
  });
}

/** Where the pages are: with the API where config does not say otherwise. */
function appUrlOf(config: PluginContext['config']): string {
  const url =
    config.getOptionalString('app.baseUrl') ??
    config.getString('backend.baseUrl');
  return url.replace(/\/+$/, '');
}

/** Starts whoever asks for the deploy workflow of what is approved, and whoever starts it. */
function startWorkflows(
  context: PluginContext,
  options: {
    waker: CommitWaker;
    workflows: WorkflowService;
    onSequenced(listener: () => void): void;
  },
): void {
  const { waker, workflows, onSequenced } = options;
  const { scmHosts: hosts } = context;
  // Without a module for git hosts people start workflows by hand, and the page says how. The follower passes approvals by, so
  // that a module that comes later starts nothing for them; what another replica with a module asks for is left to it.
  const isServed = hosts.hostnames.length > 0;
  const follower = createLogFollower({
    ...context,
    name: 'workflows',
    follow: async (_db, events) => {
      for (const event of events) {
        if (isServed && event.type === 'promotion.approved' && !event.demo) {
          await workflows.requestAfter(event);
        }
      }
    },
  });
  const starter = new WorkflowStarter({ ...context, hosts });
  for (const one of isServed ? [follower, starter] : [follower]) {
    waker.follow(
      () => one.wake(),
      () => one.stop(),
    );
    onSequenced(() => one.wake());
  }
}
