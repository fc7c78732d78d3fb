import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import { fromJson } from '../database/json';
import {
  EvaluationMetricRow,
  EvaluationSliceRow,
  listMetrics,
  listSlices,
} from '../database/evaluationMetrics';
import { EvaluationRow } from '../database/evaluations';

/** The evaluations as the API shows them, with metrics and slices, in two queries however many there are. */
export async function showEvaluations(
  db: Knex,
  rows: readonly EvaluationRow[],
): Promise<Api.Evaluation[]> {
  const ids = rows.map(({ id }) => id);
  const metrics = group(await listMetrics(db, ids));
  const slices = group(await listSlices(db, ids));
  return rows.map(row => ({
    id: row.id,
    chatbot: row.chatbot,
    version: row.version,
    digest: row.digest,
    suite: row.suite,
    dataset: {
      name: row.dataset_name,
      revision: row.dataset_revision,
      digest: row.dataset_digest,
    },
    judge: {
      name: row.judge_name,
      kind: row.judge_kind as Api.Judge['kind'],
      digest: row.judge_digest,
    },
    metrics: (metrics.get(row.id) ?? []).map(toMetric),
    slices: (slices.get(row.id) ?? []).map(toSlice),
    sampleCount: row.sample_count,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    reportedAt: row.reported_at,
    ...(row.deployment_id === null ? {} : { deploymentId: row.deployment_id }),
    ...(row.stage === null ? {} : { stage: row.stage }),
    origin: fromJson<Api.Origin>(row.origin),
    run: fromJson<Api.PipelineRun>(row.run),
  }));
}

function toMetric(row: EvaluationMetricRow): Api.Metric {
  return {
    name: row.name,
    value: row.value,
    direction: row.direction as Api.Direction,
    ...(row.unit === null ? {} : { unit: row.unit as Api.Metric['unit'] }),
    sampleCount: row.sample_count,
    ...(row.standard_deviation === null
      ? {}
      : { standardDeviation: row.standard_deviation }),
    ...(row.definition_digest === null
      ? {}
      : { definitionDigest: row.definition_digest }),
  };
}

function toSlice(row: EvaluationSliceRow): Api.MetricSlice {
  return {
    slice: row.slice,
    metric: row.metric,
    value: row.value,
    sampleCount: row.sample_count,
  };
}

function group<T extends { evaluation_id: string }>(
  rows: readonly T[],
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const found = groups.get(row.evaluation_id);
    if (found) {
      found.push(row);
    } else {
      groups.set(row.evaluation_id, [row]);
    }
  }
  return groups;
}
