import { Knex } from 'knex';
import { PipelineTokenRow } from '../tables';

/** Notes when a token was used last. */
export async function markPipelineTokenUsed(
  db: Knex.Transaction,
  id: string,
  now: string,
): Promise<void> {
  await db<PipelineTokenRow>('pipeline_tokens')
    .where({ id })
    .update({ last_used_at: now });
}
