import { Knex } from 'knex';
import { PipelineTokenRow } from '../tables';

/** The token's record by the hash of its value. */
export async function findPipelineTokenByHash(
  db: Knex,
  hash: string,
): Promise<PipelineTokenRow | undefined> {
  return db<PipelineTokenRow>('pipeline_tokens')
    .where({ token_hash: hash })
    .first();
}
