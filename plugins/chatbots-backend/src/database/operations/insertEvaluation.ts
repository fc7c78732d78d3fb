import { Knex } from 'knex';
import {
  EvaluationMetricRow,
  EvaluationRow,
  EvaluationSampleRow,
  EvaluationSliceRow,
} from '../tables';

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
  await db<EvaluationRow>('evaluations').insert(rows.evaluation);
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
