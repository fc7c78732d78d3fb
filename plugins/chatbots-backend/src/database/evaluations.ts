import {
  EvaluationEvidence,
  JudgeKind,
  MetricDirection,
  errorWithReason,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import { ChatbotScope, whereInScope } from './ChatbotScope';
import {
  EvaluationMetricRow,
  EvaluationSliceRow,
  listMetrics,
  listSlices,
} from './evaluationMetrics';
import { EvaluationSampleRow } from './evaluationSamples';
import {
  byId,
  newestFirst,
  Page,
  PageRequest,
  paginate,
  readPages,
} from './paginate';

export interface EvaluationRow {
  id: string;
  chatbot: string;
  version_id: string;
  version: string;
  digest: string;
  suite: string;
  dataset_name: string;
  dataset_revision: string;
  dataset_digest: string;
  judge_name: string;
  judge_kind: string;
  judge_digest: string;
  deployment_id: string | null;
  stage: string | null;
  identity_digest: string;
  content_digest: string;
  sample_count: number;
  run: string;
  origin: string;
  demo: boolean | number;
  started_at: string;
  finished_at: string;
  reported_at: string;
}

declare module 'knex/types/tables' {
  interface Tables {
    evaluations: EvaluationRow;
  }
}

/** Everything that one evaluation writes. */
export interface EvaluationRows {
  evaluation: EvaluationRow;
  metrics: EvaluationMetricRow[];
  slices: EvaluationSliceRow[];
  samples: EvaluationSampleRow[];
}

/** Rows a statement: SQLite takes 500 at most, and 32766 values. */
const BATCH = 200;

/** Adds an evaluation with its metrics, slices and samples. */
export async function insertEvaluation(
  db: Knex.Transaction,
  rows: EvaluationRows,
): Promise<void> {
  await db('evaluations').insert(rows.evaluation);
  await insertAll(db, 'evaluation_metrics', rows.metrics);
  await insertAll(db, 'evaluation_slices', rows.slices);
  await insertAll(db, 'evaluation_samples', rows.samples);
}

async function insertAll(
  db: Knex.Transaction,
  table: string,
  rows: readonly object[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += BATCH) {
    await db(table).insert(rows.slice(start, start + BATCH));
  }
}

/** The evaluation of this id if its chatbot may be seen. Throws `evaluation-unknown`. */
export async function findVisibleEvaluation(
  db: Knex,
  id: string,
  scope: ChatbotScope,
): Promise<EvaluationRow> {
  const query = db('evaluations as e')
    .join('chatbots as c', 'c.name', 'e.chatbot')
    .where('e.id', id);
  whereInScope(query, scope, 'c');
  const row: EvaluationRow | undefined = await query.first('e.*');
  if (!row) {
    throw errorWithReason(
      'evaluation-unknown',
      `There is no evaluation '${id}'`,
    );
  }
  return row;
}

/** The evaluation of this id. */
export async function findEvaluation(
  db: Knex,
  id: string,
): Promise<EvaluationRow | undefined> {
  return db('evaluations').where({ id }).first();
}

/** The evaluation with this identity: one run of a suite against one version. */
export async function findEvaluationByIdentity(
  db: Knex,
  identityDigest: string,
): Promise<EvaluationRow | undefined> {
  return db('evaluations').where({ identity_digest: identityDigest }).first();
}

/** Every evaluation of some versions, newest first. */
export async function listEvaluationsOf(
  db: Knex,
  versionIds: readonly string[],
): Promise<EvaluationRow[]> {
  return db('evaluations')
    .whereIn('version_id', versionIds)
    .orderBy([
      { column: 'reported_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ]);
}

/** One page of a chatbot's evaluations, newest first. */
export async function listEvaluations(
  db: Knex,
  criteria: { chatbot: string; version?: string; suite?: string },
  page: PageRequest,
): Promise<Page<EvaluationRow>> {
  const query = db('evaluations').where({ chatbot: criteria.chatbot });
  if (criteria.version !== undefined) {
    query.where({ version: criteria.version });
  }
  if (criteria.suite !== undefined) {
    query.where({ suite: criteria.suite });
  }
  return paginate(query, newestFirst<EvaluationRow>('reported_at'), page);
}

const ofEvaluation = (row: { evaluation_id: string }) => row.evaluation_id;

/** Every evaluation of these versions with metrics and slices, by version id. Three queries, however many versions. */
export async function loadEvaluations(
  db: Knex,
  versionIds: readonly string[],
): Promise<Map<string, EvaluationEvidence[]>> {
  const rows = await db('evaluations').whereIn('version_id', versionIds);
  if (rows.length === 0) {
    return new Map();
  }
  const ids = rows.map(row => row.id);
  const metrics = groupBy(await listMetrics(db, ids), ofEvaluation);
  const slices = groupBy(await listSlices(db, ids), ofEvaluation);
  const result = new Map<string, EvaluationEvidence[]>();
  for (const row of rows) {
    const list = result.get(row.version_id) ?? [];
    list.push(
      toEvaluation(row, metrics.get(row.id) ?? [], slices.get(row.id) ?? []),
    );
    result.set(row.version_id, list);
  }
  return result;
}

function toEvaluation(
  row: EvaluationRow,
  metrics: EvaluationMetricRow[],
  slices: EvaluationSliceRow[],
): EvaluationEvidence {
  return {
    id: row.id,
    contentDigest: row.content_digest,
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
      ...(metric.definition_digest === null
        ? {}
        : { definitionDigest: metric.definition_digest }),
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

/** Every evaluation, page by page. */
export function readEvaluations(
  db: Knex,
  size: number,
): AsyncGenerator<EvaluationRow[], void, undefined> {
  return readPages(db('evaluations'), byId<EvaluationRow>(), { size });
}
