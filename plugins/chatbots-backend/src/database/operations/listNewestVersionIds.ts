import { Knex } from 'knex';
import { ModelVersionRow } from '../tables';

/** Ids of a chatbot's newest model versions, newest first. */
export async function listNewestVersionIds(
  db: Knex,
  chatbot: string,
  limit: number,
): Promise<string[]> {
  const rows = await db<ModelVersionRow>('model_versions')
    .where({ chatbot })
    .orderBy('ordinal', 'desc')
    .limit(limit)
    .select('id');
  return rows.map(({ id }) => id);
}
