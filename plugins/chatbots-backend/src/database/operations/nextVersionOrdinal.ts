import { Knex } from 'knex';
import { ModelVersionRow } from '../tables';

/** The ordinal of a chatbot's next model version. Safe only under the chatbot's lock; one look into an index. */
export async function nextVersionOrdinal(
  db: Knex.Transaction,
  chatbot: string,
): Promise<number> {
  const newest = await db<ModelVersionRow>('model_versions')
    .where({ chatbot })
    .orderBy('ordinal', 'desc')
    .first('ordinal');
  return (newest?.ordinal ?? 0) + 1;
}
