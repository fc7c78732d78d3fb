import { Knex } from 'knex';
import { ChatbotSummaryRow } from '../tables';

/** Puts a chatbot's summary in place of the one before. */
export async function upsertChatbotSummary(
  db: Knex.Transaction,
  row: ChatbotSummaryRow,
): Promise<void> {
  await db<ChatbotSummaryRow>('chatbot_summaries')
    .insert(row)
    .onConflict('chatbot')
    .merge();
}
