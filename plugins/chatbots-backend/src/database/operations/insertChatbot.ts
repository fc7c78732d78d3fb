import { Knex } from 'knex';
import { ChatbotRow } from '../tables';

/**
 * Inserts unless the name or the repository is taken.
 *
 * @returns whether it was inserted; a concurrent insert of the same is waited for
 */
export async function insertChatbot(
  db: Knex.Transaction,
  row: ChatbotRow,
): Promise<boolean> {
  const inserted = await db<ChatbotRow>('chatbots')
    .insert(row)
    .onConflict()
    .ignore()
    .returning('name');
  return inserted.length > 0;
}
