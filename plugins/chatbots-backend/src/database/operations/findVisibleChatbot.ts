import { reasoned } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import { ChatbotScope } from '../ChatbotScope';
import { ChatbotRow } from '../tables';
import { whereInScope } from './whereInScope';

/** The chatbot of this name if it may be seen. Throws `chatbot-unknown`, which does not tell hidden from absent. */
export async function findVisibleChatbot(
  db: Knex,
  name: string,
  scope: ChatbotScope,
): Promise<ChatbotRow> {
  const query = db<ChatbotRow>('chatbots as c').where('c.name', name);
  whereInScope(query, scope, 'c');
  const row: ChatbotRow | undefined = await query.first('c.*');
  if (!row) {
    throw reasoned('chatbot-unknown', `There is no chatbot '${name}'`);
  }
  return row;
}
