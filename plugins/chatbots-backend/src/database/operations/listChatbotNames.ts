import { Knex } from 'knex';
import { ChatbotRow } from '../tables';

/** Names of chatbots after one, in order. */
export async function listChatbotNames(
  db: Knex,
  page: { after: string; limit: number },
): Promise<string[]> {
  const rows = await db<ChatbotRow>('chatbots')
    .where('name', '>', page.after)
    .orderBy('name')
    .limit(page.limit)
    .select('name');
  return rows.map(({ name }) => name);
}
