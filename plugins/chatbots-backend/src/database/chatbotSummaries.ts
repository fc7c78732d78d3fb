import { Knex } from 'knex';

export interface ChatbotSummaryRow {
  chatbot: string;
  latest_version: string | null;
  next_stage: string | null;
  verdict: 'pass' | 'fail' | 'inconclusive' | 'none';
  failing: string;
  quality: string | null;
  quality_value: number | null;
  refreshed_at: string;
}

declare module 'knex/types/tables' {
  interface Tables {
    chatbot_summaries: ChatbotSummaryRow;
  }
}

/** A chatbot's summary; undefined until it was computed first. */
export async function findChatbotSummary(
  db: Knex,
  chatbot: string,
): Promise<ChatbotSummaryRow | undefined> {
  return db('chatbot_summaries').where({ chatbot }).first();
}

/** Puts a chatbot's summary in place of the one before. */
export async function upsertChatbotSummary(
  db: Knex.Transaction,
  row: ChatbotSummaryRow,
): Promise<void> {
  await db('chatbot_summaries').insert(row).onConflict('chatbot').merge();
}
