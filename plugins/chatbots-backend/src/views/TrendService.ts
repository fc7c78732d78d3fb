import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  Measurement,
  measurementBreaks,
  measurementChanges,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';
import { ChatbotScope } from '../database/ChatbotScope';
import { findVisibleChatbot } from '../database/chatbots';
import {
  listNewestVersionIds,
  findModelVersionIfReported,
} from '../database/modelVersions';
import {
  MetricPointRow,
  readMetricSeries,
  EvaluationSliceRow,
  listSlices,
} from '../database/evaluationMetrics';
import { GovernanceViews } from './GovernanceViews';
import { DEFAULT_LIMIT } from '../database/paginate';

/** A version that is live, to hold others against. */
interface Baseline {
  version: string;
  stage: string;
}

/** Reads how metrics went from version to version. */
export class TrendService {
  readonly #knex: Knex;
  readonly #governance: GovernanceViews;

  constructor(options: { knex: Knex; governance: GovernanceViews }) {
    this.#knex = options.knex;
    this.#governance = options.governance;
  }

  /** One series per suite and metric over the newest versions. Throws `chatbot-unknown`. */
  async list(
    chatbot: string,
    query: { suite?: string; limit?: number },
    scope: ChatbotScope,
  ): Promise<Api.TrendList> {
    await findVisibleChatbot(this.#knex, chatbot, scope);
    const { suite, limit = DEFAULT_LIMIT } = query;
    const newest = new Set(
      await listNewestVersionIds(this.#knex, chatbot, limit),
    );
    const baseline = await this.#baseline(chatbot);
    const live = baseline
      ? await this.#versionId(chatbot, baseline.version)
      : undefined;
    const rows = await readMetricSeries(
      this.#knex,
      [...newest, ...(live && !newest.has(live) ? [live] : [])],
      { suite },
    );
    const series = groupBySeries(rows);
    const thresholds = await this.#governance.gates.thresholds(chatbot);
    const slices = await listSlices(
      this.#knex,
      [...series.values()].flatMap(
        points => shownOf(points, newest).at(-1)?.evaluation_id ?? [],
      ),
    );
    const items = [...series.values()].flatMap(points => {
      const shown = shownOf(points, newest);
      const last = shown.at(-1);
      if (!last) {
        return [];
      }
      const threshold = thresholds.find(
        one => one.suite === last.suite && one.metric === last.metric,
      );
      return toTrend(shown, last, {
        threshold: threshold?.min ?? threshold?.max,
        baseline: baselineOf(points, baseline, last),
        slices: slices.filter(
          slice =>
            slice.evaluation_id === last.evaluation_id &&
            slice.metric === last.metric,
        ),
      });
    });
    return { items };
  }

  /** What is live in the last stage that has something live; never the first, where everything is tried. */
  async #baseline(chatbot: string): Promise<Baseline | undefined> {
    const stages = await this.#governance.stages.list(chatbot);
    for (const { stage, version } of stages.slice(1).reverse()) {
      if (version !== undefined) {
        return { stage, version };
      }
    }
    return undefined;
  }

  async #versionId(
    chatbot: string,
    version: string,
  ): Promise<string | undefined> {
    const row = await findModelVersionIfReported(this.#knex, chatbot, version);
    return row?.id;
  }
}

function groupBySeries(
  rows: readonly MetricPointRow[],
): Map<string, MetricPointRow[]> {
  const series = new Map<string, MetricPointRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.suite, row.metric]);
    series.set(key, [...(series.get(key) ?? []), row]);
  }
  return series;
}

/** Without the baseline's point where that version is older than what is asked for. */
function shownOf(
  points: readonly MetricPointRow[],
  newest: ReadonlySet<string>,
): MetricPointRow[] {
  return points.filter(point => newest.has(point.version_id));
}

/** The value of what is live, and why the last point can't be held against it. */
function baselineOf(
  points: readonly MetricPointRow[],
  baseline: Baseline | undefined,
  last: MetricPointRow,
): Api.Trend['baseline'] {
  const point =
    baseline && points.find(({ version }) => version === baseline.version);
  if (!point || !baseline) {
    return undefined;
  }
  const changes = measurementChanges(
    measurementOfPoint(point),
    measurementOfPoint(last),
  );
  return {
    ...baseline,
    value: point.value,
    ...(changes.length > 0 ? { changes } : {}),
  };
}

/** How the value of a point was measured. */
export function measurementOfPoint(point: MetricPointRow): Measurement {
  return {
    suite: point.suite,
    datasetName: point.dataset_name,
    datasetRevision: point.dataset_revision,
    datasetDigest: point.dataset_digest,
    judge: { name: point.judge_name, digest: point.judge_digest },
    metric: {
      direction: point.direction as Api.Direction,
      unit: point.unit ?? undefined,
      definitionDigest: point.definition_digest ?? undefined,
    },
  };
}

function toTrend(
  points: readonly MetricPointRow[],
  last: MetricPointRow,
  around: {
    threshold?: number;
    baseline: Api.Trend['baseline'];
    slices: EvaluationSliceRow[];
  },
): Api.Trend {
  const { threshold, baseline } = around;
  const direction = last.direction as Api.Direction;
  const worstSlice = worst(around.slices, direction);
  const breaks = measurementBreaks(points.map(measurementOfPoint));
  return {
    suite: last.suite,
    metric: last.metric,
    ...(last.unit === null ? {} : { unit: last.unit }),
    direction,
    points: points.map((point, index) => ({
      version: point.version,
      value: point.value,
      sampleCount: point.sample_count,
      finishedAt: point.finished_at,
      evaluationId: point.evaluation_id,
      ...(breaks[index].length > 0 ? { changes: breaks[index] } : {}),
    })),
    ...(threshold === undefined ? {} : { threshold }),
    ...(baseline ? { baseline } : {}),
    ...(worstSlice ? { worstSlice } : {}),
  };
}

function worst(
  slices: readonly EvaluationSliceRow[],
  direction: Api.Direction,
): Api.MetricSlice | undefined {
  const sign = direction === 'higher-is-better' ? 1 : -1;
  const [first] = [...slices].sort((a, b) => sign * (a.value - b.value));
  return (
    first && {
      slice: first.slice,
      metric: first.metric,
      value: first.value,
      sampleCount: first.sample_count,
    }
  );
}
