import {
  Evaluation,
  JudgeKind,
  MetricDirection,
  SampleScore,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import {
  EvaluationMetricRow,
  EvaluationRow,
  EvaluationSampleRow,
  EvaluationSliceRow,
} from '../tables';

/** Every evaluation of these versions with metrics and slices, by version id. Three queries, however many versions. */
export async function loadEvaluations(
  db: Knex,
  versionIds: readonly string[],
): Promise<Map<string, Evaluation[]>> {
  const rows = await db<EvaluationRow>('evaluations').whereIn(
    'version_id',
    versionIds,
  );
  if (rows.length === 0) {
    return new Map();
  }
  const ids = rows.map(row => row.id);
  const metrics = groupBy(
    await db<EvaluationMetricRow>('evaluation_metrics')
      .whereIn('evaluation_id', ids)
      .orderBy('position'),
    row => row.evaluation_id,
  );
  const slices = groupBy(
    await db<EvaluationSliceRow>('evaluation_slices').whereIn(
      'evaluation_id',
      ids,
    ),
    row => row.evaluation_id,
  );
  const result = new Map<string, Evaluation[]>();
  for (const row of rows) {
    const list = result.get(row.version_id) ?? [];
    list.push(
      toEvaluation(row, metrics.get(row.id) ?? [], slices.get(row.id) ?? []),
    );
    result.set(row.version_id, list);
  }
  return result;
}

/** Per-sample scores by evaluation id. */
export async function loadSampleScores(
  db: Knex,
  evaluationIds: readonly string[],
): Promise<Record<string, SampleScore[]>> {
  if (evaluationIds.length === 0) {
    return {};
  }
  const rows = await db<EvaluationSampleRow>('evaluation_samples')
    .whereIn('evaluation_id', evaluationIds)
    .orderBy(['evaluation_id', 'sample_id'])
    .select('evaluation_id', 'sample_id', 'scores');
  const result: Record<string, SampleScore[]> = {};
  for (const row of rows) {
    const scores = JSON.parse(row.scores) as Record<string, number>;
    result[row.evaluation_id] ??= [];
    for (const [metric, score] of Object.entries(scores)) {
      result[row.evaluation_id].push({
        sampleId: row.sample_id,
        metric,
        score,
      });
    }
  }
  return result;
}

function toEvaluation(
  row: EvaluationRow,
  metrics: EvaluationMetricRow[],
  slices: EvaluationSliceRow[],
): Evaluation {
  return {
    id: row.id,
    digest: row.content_digest,
    chatbot: row.chatbot,
    version: row.version,
    versionDigest: row.digest,
    suite: row.suite,
    datasetName: row.dataset_name,
    datasetRevision: row.dataset_revision,
    datasetDigest: row.dataset_digest,
    judge: {
      name: row.judge_name,
      kind: row.judge_kind as JudgeKind,
      digest: row.judge_digest,
    },
    metrics: metrics.map(metric => ({
      name: metric.name,
      value: metric.value,
      direction: metric.direction as MetricDirection,
      sampleCount: metric.sample_count,
      ...(metric.unit === null ? {} : { unit: metric.unit }),
      ...(metric.standard_deviation === null
        ? {}
        : { standardDeviation: metric.standard_deviation }),
    })),
    slices: slices.map(slice => ({
      slice: slice.slice,
      metric: slice.metric,
      value: slice.value,
      sampleCount: slice.sample_count,
    })),
    hasSamples: row.sample_count > 0,
    origin: JSON.parse(row.origin),
    ...(row.stage === null ? {} : { stage: row.stage }),
    ...(row.deployment_id === null ? {} : { deploymentId: row.deployment_id }),
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    reportedAt: row.reported_at,
  };
}

function groupBy<T>(rows: readonly T[], key: (row: T) => string) {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row)) ?? [];
    group.push(row);
    groups.set(key(row), group);
  }
  return groups;
}
