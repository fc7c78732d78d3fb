import { Knex } from 'knex';
import { ChatbotSummaryRow } from '../tables';

/** A chatbot's summary; undefined until it was computed first. */
export async function findChatbotSummary(
  db: Knex,
  chatbot: string,
): Promise<ChatbotSummaryRow | undefined> {
  return db<ChatbotSummaryRow>('chatbot_summaries').where({ chatbot }).first();
}
