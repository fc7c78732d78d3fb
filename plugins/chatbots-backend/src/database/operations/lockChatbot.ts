import { reasoned } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import { lockRows } from '../lockRows';
import { ChatbotRow } from '../tables';

/**
 * The chatbot of this name, locked until the end of the transaction: commands on one chatbot take turns.
 * Throws `chatbot-unknown`.
 */
export async function lockChatbot(
  db: Knex.Transaction,
  name: string,
): Promise<ChatbotRow> {
  const row = await lockRows(
    db,
    db<ChatbotRow>('chatbots').where({ name }).first(),
  );
  if (!row) {
    throw reasoned('chatbot-unknown', `There is no chatbot '${name}'`);
  }
  return row;
}
