import { Knex } from 'knex';

export interface EvaluationMetricRow {
  evaluation_id: string;
  name: string;
  value: number;
  direction: string;
  unit: string | null;
  sample_count: number;
  standard_deviation: number | null;
  definition_digest: string | null;
  position: number;
}

export interface EvaluationSliceRow {
  evaluation_id: string;
  metric: string;
  slice: string;
  value: number;
  sample_count: number;
}

declare module 'knex/types/tables' {
  interface Tables {
    evaluation_metrics: EvaluationMetricRow;
    evaluation_slices: EvaluationSliceRow;
  }
}

/** Metrics of some evaluations, as they were reported. */
export async function listMetrics(
  db: Knex,
  evaluationIds: readonly string[],
): Promise<EvaluationMetricRow[]> {
  return db('evaluation_metrics')
    .whereIn('evaluation_id', evaluationIds)
    .orderBy('position');
}

/** Slices of some evaluations, by metric and name. */
export async function listSlices(
  db: Knex,
  evaluationIds: readonly string[],
): Promise<EvaluationSliceRow[]> {
  return db('evaluation_slices')
    .whereIn('evaluation_id', evaluationIds)
    .orderBy(['metric', 'slice']);
}

/** One metric of the evaluation that stands for a version in a suite. */
export interface MetricPointRow {
  suite: string;
  metric: string;
  unit: string | null;
  direction: string;
  definition_digest: string | null;
  dataset_name: string;
  dataset_revision: string;
  dataset_digest: string;
  judge_name: string;
  judge_digest: string;
  value: number;
  sample_count: number;
  version: string;
  version_id: string;
  ordinal: number;
  evaluation_id: string;
  finished_at: string;
}

/**
 * The metrics of some versions, oldest version first, in one query.
 *
 * @remarks
 * A version stands in a suite by its newest evaluation; one of the artifact itself goes before one of a deployment, which
 * also measures where it runs.
 */
export async function readMetricSeries(
  db: Knex,
  versionIds: readonly string[],
  filter: { suite?: string; metric?: string } = {},
): Promise<MetricPointRow[]> {
  const { suite, metric } = filter;
  const query = db
    .with('ranked', ranked =>
      ranked
        .from('evaluations as e')
        .whereIn('e.version_id', [...versionIds])
        .modify(narrowed => {
          if (suite !== undefined) {
            narrowed.where('e.suite', suite);
          }
        })
        .select(
          'e.id',
          'e.suite',
          'e.version_id',
          'e.finished_at',
          'e.dataset_name',
          'e.dataset_revision',
          'e.dataset_digest',
          'e.judge_name',
          'e.judge_digest',
          db.raw(
            `row_number() over (partition by e.version_id, e.suite
              order by case when e.deployment_id is null then 0 else 1 end,
                e.reported_at desc, e.id desc) as place`,
          ),
        ),
    )
    .from('ranked as r')
    .join('model_versions as v', 'v.id', 'r.version_id')
    .join('evaluation_metrics as m', 'm.evaluation_id', 'r.id')
    .where('r.place', 1)
    .select(
      'r.suite',
      'm.name as metric',
      'm.unit',
      'm.direction',
      'm.definition_digest',
      'r.dataset_name',
      'r.dataset_revision',
      'r.dataset_digest',
      'r.judge_name',
      'r.judge_digest',
      'm.value',
      'm.sample_count',
      'v.version',
      'v.id as version_id',
      'v.ordinal',
      'r.id as evaluation_id',
      'r.finished_at',
    )
    .orderBy(['r.suite', 'm.position', 'm.name', 'v.ordinal']);
  if (metric !== undefined) {
    query.where('m.name', metric);
  }
  return query;
}
