import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import {
  listNewestModelVersions,
  listNewestVersionIds,
} from '../../database/modelVersions';
import { readMetricSeries } from '../../database/evaluationMetrics';
import { ChatbotSummaryRow } from '../../database/chatbotSummaries';
import { GovernanceViews } from '../../views/GovernanceViews';
import { judgedStage, stagesOf } from '../../views/nextStage';

/** Versions in the small line of quality. */
const POINTS = 10;

/** Computes what the model catalog sorts and filters a chatbot by. */
export async function summarizeChatbot(
  knex: Knex,
  governance: GovernanceViews,
  options: { chatbot: string; now: string },
): Promise<ChatbotSummaryRow> {
  const { chatbot, now } = options;
  const [newest] = await listNewestModelVersions(knex, chatbot, 1);
  const stages = await governance.stages.list(chatbot);
  const stage =
    newest &&
    judgedStage(governance.stages.names, stagesOf(stages, newest.version));
  const [gate] =
    stage === undefined
      ? []
      : await governance.gates.explain(chatbot, newest.version, stage);
  const quality = await qualityOf(knex, governance, chatbot);
  return {
    chatbot,
    latest_version: newest?.version ?? null,
    next_stage: stage ?? null,
    verdict: gate?.verdict ?? 'none',
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
  const { suite, metric, threshold } = headline;
  const ids = await listNewestVersionIds(knex, chatbot, POINTS);
  const points = await readMetricSeries(knex, ids, { suite, metric });
  const last = points.at(-1);
  if (!last) {
    return undefined;
  }
  const previous = points.at(-2);
  return {
    suite,
    metric,
    direction: last.direction as Api.Direction,
    points: points.map(({ value }) => value),
    latest: last.value,
    ...(previous ? { previous: previous.value } : {}),
    ...(threshold === undefined ? {} : { threshold }),
  };
}
