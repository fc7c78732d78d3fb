import { Knex } from 'knex';
import { ChatbotRow } from '../tables';

/** The chatbot that a repository is bound to, by the id that its host gave it. */
export async function findChatbotByRepository(
  db: Knex,
  host: string,
  repositoryId: string,
): Promise<ChatbotRow | undefined> {
  return db<ChatbotRow>('chatbots')
    .where({ repository_host: host, repository_id: repositoryId })
    .first();
}
