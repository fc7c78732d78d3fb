import { Knex } from 'knex';
import { ModelVersionRow, PromptTextRow } from '../tables';

/** Adds a model version with the prompt texts that the chatbot did not have yet. */
export async function insertModelVersion(
  db: Knex.Transaction,
  row: ModelVersionRow,
  prompts: readonly PromptTextRow[],
): Promise<void> {
  await db<ModelVersionRow>('model_versions').insert(row);
  for (const prompt of prompts) {
    await db<PromptTextRow>('prompt_texts')
      .insert(prompt)
      .onConflict(['chatbot', 'digest'])
      .ignore();
  }
}
