import { Knex } from 'knex';
import { PipelineTokenRow } from '../tables';

/** Adds a token's record. */
export async function insertPipelineToken(
  db: Knex.Transaction,
  row: PipelineTokenRow,
): Promise<void> {
  await db<PipelineTokenRow>('pipeline_tokens').insert(row);
}
