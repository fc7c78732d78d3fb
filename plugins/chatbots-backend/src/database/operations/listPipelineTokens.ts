import { Knex } from 'knex';
import { PipelineTokenRow } from '../tables';

/** Stored tokens of a chatbot and exchanged ones that still work, newest first. */
export async function listPipelineTokens(
  db: Knex,
  chatbot: string,
  now: string,
): Promise<PipelineTokenRow[]> {
  return db<PipelineTokenRow>('pipeline_tokens')
    .where({ chatbot })
    .where(query =>
      query
        .where({ kind: 'stored' })
        .orWhere(working =>
          working.where({ revoked_at: null }).where('expires_at', '>', now),
        ),
    )
    .orderBy([
      { column: 'created_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ]);
}
