import { reasoned } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import { ChatbotScope } from '../ChatbotScope';
import { EvaluationRow } from '../tables';
import { whereInScope } from './whereInScope';

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
    throw reasoned('evaluation-unknown', `There is no evaluation '${id}'`);
  }
  return row;
}
