import { PluginContext } from '../../PluginContext';
import { GovernanceViews } from '../../views/GovernanceViews';
import { SummaryRefresher } from './SummaryRefresher';

/** Keeps summaries while the plugin runs, and recomputes all of them at its start and four times an hour. */
export async function startSummaries(
  context: PluginContext,
  governance: GovernanceViews,
): Promise<SummaryRefresher> {
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
  return refresher;
}
