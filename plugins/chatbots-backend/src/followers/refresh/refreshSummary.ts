import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { measurementBreaks } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';
import {
  listNewestModelVersions,
  listNewestVersionIds,
} from '../../database/modelVersions';
import {
  MetricPointRow,
  readMetricSeries,
} from '../../database/evaluationMetrics';
import {
  ChatbotSummaryRow,
  upsertChatbotSummary,
} from '../../database/chatbotSummaries';
import { toInstant } from '../../database/Clock';
import { PORTAL } from '../../database/Actor';
import { GovernanceViews } from '../../views/GovernanceViews';
import { gateStage, stagesOf } from '../../views/nextStage';
import { measurementOfPoint } from '../../views/TrendService';
import type { RefreshContext } from './ViewRefresher';

/** Versions in the small line of quality. */
const POINTS = 10;

/** Computes and stores what the list of chatbots sorts and filters a chatbot by. */
export async function refreshSummary(
  { knex, unitOfWork, clock, governance }: RefreshContext,
  chatbot: string,
): Promise<void> {
  const row = await summarize(knex, governance, {
    chatbot,
    now: toInstant(clock.now()),
  });
  await unitOfWork.run({ actor: PORTAL, derived: true }, async work => {
    await upsertChatbotSummary(work.db, row);
    // Derived from what the log tells already.
    work.unchanged();
  });
}

async function summarize(
  knex: Knex,
  governance: GovernanceViews,
  options: { chatbot: string; now: string },
): Promise<ChatbotSummaryRow> {
  const { chatbot, now } = options;
  const [newest] = await listNewestModelVersions(knex, chatbot, 1);
  const stages = await governance.stages.list(chatbot);
  const stage =
    newest &&
    gateStage(governance.stages.names, stagesOf(stages, newest.version));
  const [gate] =
    stage === undefined
      ? []
      : await governance.gates.explain(chatbot, newest.version, stage);
  const quality = await qualityOf(knex, governance, chatbot);
  return {
    chatbot,
    latest_version: newest?.version ?? null,
    next_stage: stage ?? null,
    verdict: gate && gate.verdict !== 'pending' ? gate.verdict : 'none',
    failing: JSON.stringify(gate ? failingReasons(gate) : []),
    quality: quality ? JSON.stringify(quality) : null,
    quality_value: quality?.latest ?? null,
    refreshed_at: now,
  };
}

function failingReasons(gate: Api.Gate): string[] {
  return gate.checks
    .filter(({ outcome, blocking }) => outcome === 'fail' && blocking)
    .map(({ reason }) => reason);
}

async function qualityOf(
  knex: Knex,
  governance: GovernanceViews,
  chatbot: string,
): Promise<Api.Quality | undefined> {
  const headline = await governance.gates.headline(chatbot);
  if (!headline) {
    return undefined;
  }
  const { suite, metrics } = headline;
  const ids = await listNewestVersionIds(knex, chatbot, POINTS);
  // The metric that the latest measured version reports: whoever changes the judge is not shown the former one's figures.
  let shown: { points: MetricPointRow[]; by: (typeof metrics)[0] } | undefined;
  for (const by of metrics) {
    const points = await readMetricSeries(knex, ids, {
      suite,
      metric: by.metric,
    });
    const [ordinal, latest] = [points, shown?.points ?? []].map(
      series => series.at(-1)?.ordinal ?? -1,
    );
    if (ordinal > latest) {
      shown = { points, by };
    }
  }
  const last = shown?.points.at(-1);
  if (!shown || !last) {
    return undefined;
  }
  const {
    points,
    by: { metric, threshold, stage },
  } = shown;
  const breaks = measurementBreaks(points.map(measurementOfPoint)).flatMap(
    (changes, before) => (changes.length > 0 ? [{ before, changes }] : []),
  );
  const isBroken = breaks.at(-1)?.before === points.length - 1;
  const previous = isBroken ? undefined : points.at(-2);
  return {
    suite,
    metric,
    direction: last.direction as Api.Direction,
    points: points.map(({ value }) => value),
    latest: last.value,
    ...(previous ? { previous: previous.value } : {}),
    ...(threshold === undefined ? {} : { threshold, thresholdStage: stage }),
    ...(breaks.length > 0 ? { breaks } : {}),
  };
}
