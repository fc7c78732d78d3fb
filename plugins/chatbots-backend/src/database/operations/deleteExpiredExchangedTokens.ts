import { Knex } from 'knex';
import { PipelineTokenRow } from '../tables';

/** Forgets a chatbot's exchanged tokens that ended before an instant; each run leaves one, and the log names them anyway. */
export async function deleteExpiredExchangedTokens(
  db: Knex.Transaction,
  options: { chatbot: string; before: string },
): Promise<void> {
  await db<PipelineTokenRow>('pipeline_tokens')
    .where({ chatbot: options.chatbot, kind: 'exchanged' })
    .where('expires_at', '<', options.before)
    .delete();
}
