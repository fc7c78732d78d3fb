import { Knex } from 'knex';
import { EvaluationRow } from '../tables';

/** One page of a chatbot's evaluations, newest first. */
export async function listEvaluations(
  db: Knex,
  criteria: { chatbot: string; version?: string; suite?: string },
  page: { after?: { at: string; id: string }; limit: number },
): Promise<EvaluationRow[]> {
  const query = db<EvaluationRow>('evaluations')
    .where({ chatbot: criteria.chatbot })
    .orderBy([
      { column: 'reported_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(page.limit);
  if (criteria.version !== undefined) {
    query.where({ version: criteria.version });
  }
  if (criteria.suite !== undefined) {
    query.where({ suite: criteria.suite });
  }
  if (page.after) {
    query.whereRaw('(reported_at, id) < (?, ?)', [
      page.after.at,
      page.after.id,
    ]);
  }
  return query;
}
