import { reasoned } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import { ChatbotRow } from '../tables';

/** The chatbot of this name. Throws `chatbot-unknown`. */
export async function findChatbot(db: Knex, name: string): Promise<ChatbotRow> {
  const row = await db<ChatbotRow>('chatbots').where({ name }).first();
  if (!row) {
    throw reasoned('chatbot-unknown', `There is no chatbot '${name}'`);
  }
  return row;
}
