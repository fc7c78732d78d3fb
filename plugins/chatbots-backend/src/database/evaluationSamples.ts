import { SampleScore } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import { haveWords, wordsToFind } from './foldWords';
import { fromJson, fromOptionalJson } from './json';
import { ListOrder, Page, PageRequest, paginate, readPages } from './paginate';

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
  /** JSON, by metric; null where none was reported. */
  reasons: string | null;
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

/** Samples are stored in the order they are shown in. */
const BY_POSITION: ListOrder<EvaluationSampleRow> = {
  parts: [
    {
      name: 'position',
      sql: 'position',
      type: 'integer',
      of: row => row.position,
    },
  ],
  direction: 'asc',
};

/** Samples read at once where a search decides which of them are kept. */
const CHUNK = 200;

/**
 * One page of an evaluation's samples, failed first.
 *
 * @remarks
 * Whole texts are searched, so no table has their words: it would hold many times what a report does, and an evaluation has 20,000
 * samples at most, which its key finds.
 */
export async function listEvaluationSamples(
  db: Knex,
  criteria: SampleCriteria,
  page: PageRequest,
): Promise<Page<EvaluationSampleRow>> {
  const keep = searching(criteria);
  return paginate(matching(db, criteria), BY_POSITION, page, keep);
}

/** How many samples match. */
export async function countEvaluationSamples(
  db: Knex,
  criteria: SampleCriteria,
): Promise<number> {
  const keep = searching(criteria);
  if (keep === undefined) {
    const [{ total }] = await matching(db, criteria).count({ total: '*' });
    return Number(total);
  }
  let total = 0;
  const pages = readPages(matching(db, criteria), BY_POSITION, { size: CHUNK });
  for await (const rows of pages) {
    total += rows.filter(keep).length;
  }
  return total;
}

/** Whether a search finds a sample; undefined where nothing is searched for. */
function searching({ search }: SampleCriteria) {
  const words = search === undefined ? [] : wordsToFind(search);
  return words.length === 0
    ? undefined
    : ({ sample_id: id, ...row }: EvaluationSampleRow) => {
        const reasons = fromOptionalJson<Record<string, string>>(row.reasons);
        return haveWords(
          [
            id,
            row.input,
            row.expected,
            row.output,
            ...Object.values(reasons ?? {}),
          ],
          words,
        );
      };
}

function matching(db: Knex, criteria: SampleCriteria): Knex.QueryBuilder {
  const query = db('evaluation_samples').where({
    evaluation_id: criteria.evaluationId,
  });
  if (criteria.slice !== undefined) {
    query.where({ slice: criteria.slice });
  }
  return query;
}

/** Every sample of some evaluations. */
export async function listSamplesOf(
  db: Knex,
  evaluationIds: readonly string[],
): Promise<EvaluationSampleRow[]> {
  return evaluationIds.length === 0
    ? []
    : db('evaluation_samples').whereIn('evaluation_id', evaluationIds);
}

/** Per-sample scores by evaluation id. */
export async function loadSampleScores(
  db: Knex,
  evaluationIds: readonly string[],
): Promise<Record<string, SampleScore[]>> {
  if (evaluationIds.length === 0) {
    return {};
  }
  const rows = await db('evaluation_samples')
    .whereIn('evaluation_id', evaluationIds)
    .orderBy(['evaluation_id', 'sample_id'])
    .select('evaluation_id', 'sample_id', 'scores');
  const result: Record<string, SampleScore[]> = {};
  for (const row of rows) {
    const scores = fromJson<Record<string, number>>(row.scores);
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
