import { Knex } from 'knex';
import { PipelineTokenRow } from '../tables';

/**
 * Revokes a chatbot's tokens that still work: all of them, or the stored ones of one purpose.
 *
 * @returns the ids of those it revoked
 */
export async function revokePipelineTokens(
  db: Knex.Transaction,
  options: { chatbot: string; purpose?: string; now: string },
): Promise<string[]> {
  const { chatbot, purpose, now } = options;
  const revoked = await db<PipelineTokenRow>('pipeline_tokens')
    .where({ chatbot, revoked_at: null })
    .where('expires_at', '>', now)
    .modify(query => {
      if (purpose !== undefined) {
        query.where({ kind: 'stored', purpose });
      }
    })
    .update({ revoked_at: now })
    .returning('id');
  return revoked.map(({ id }) => id).sort();
}
