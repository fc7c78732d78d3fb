import { Knex } from 'knex';
import { PromptTextRow } from '../tables';

/** Texts of a chatbot's prompts by digest, as far as they were reported. */
export async function findPromptTexts(
  db: Knex,
  chatbot: string,
  digests: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db<PromptTextRow>('prompt_texts')
    .where({ chatbot })
    .whereIn('digest', [...digests]);
  return new Map(rows.map(row => [row.digest, row.text]));
}
