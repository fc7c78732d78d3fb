import { Knex } from 'knex';
import { ModelVersionRow } from '../tables';

/** Versions of a chatbot by their ordinals, in one query. */
export async function findModelVersionsByOrdinal(
  db: Knex,
  chatbot: string,
  ordinals: readonly number[],
): Promise<Map<number, ModelVersionRow>> {
  const rows = await db<ModelVersionRow>('model_versions')
    .where({ chatbot })
    .whereIn('ordinal', [...ordinals]);
  return new Map(rows.map(row => [row.ordinal, row]));
}
