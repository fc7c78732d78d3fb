import { Knex } from 'knex';
import { containsText } from './containsText';

export interface EvaluationSampleRow {
  evaluation_id: string;
  sample_id: string;
  position: number;
  slice: string | null;
  scores: string;
  passed: boolean | number | null;
  input: string | null;
  expected: string | null;
  output: string | null;
}

declare module 'knex/types/tables' {
  interface Tables {
    evaluation_samples: EvaluationSampleRow;
  }
}

/** What a list of samples can be narrowed to. */
export interface SampleCriteria {
  evaluationId: string;
  search?: string;
  slice?: string;
}

/** One page of an evaluation's samples, failed first. */
export async function listEvaluationSamples(
  db: Knex,
  criteria: SampleCriteria,
  page: { after?: number; limit: number },
): Promise<EvaluationSampleRow[]> {
  const query = matching(db, criteria)
    .select('*')
    .orderBy('position')
    .limit(page.limit);
  if (page.after !== undefined) {
    query.where('position', '>', page.after);
  }
  return query;
}

/** How many samples match. */
export async function countEvaluationSamples(
  db: Knex,
  criteria: SampleCriteria,
): Promise<number> {
  const [{ total }] = await matching(db, criteria).count({ total: '*' });
  return Number(total);
}

function matching(db: Knex, criteria: SampleCriteria): Knex.QueryBuilder {
  const query = db('evaluation_samples').where({
    evaluation_id: criteria.evaluationId,
  });
  if (criteria.slice !== undefined) {
    query.where({ slice: criteria.slice });
  }
  if (criteria.search !== undefined) {
    containsText(
      query,
      ['sample_id', 'input', 'expected', 'output'],
      criteria.search,
    );
  }
  return query;
}
