import { Knex } from 'knex';

export interface PromptTextRow {
  chatbot: string;
  digest: string;
  text: string;
}

declare module 'knex/types/tables' {
  interface Tables {
    prompt_texts: PromptTextRow;
  }
}

/** Texts of a chatbot's prompts by digest, as far as they were reported. */
export async function findPromptTexts(
  db: Knex,
  chatbot: string,
  digests: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db('prompt_texts')
    .where({ chatbot })
    .whereIn('digest', [...digests]);
  return new Map(rows.map(row => [row.digest, row.text]));
}

/** Adds the texts that the chatbot did not have yet. */
export async function insertPromptTexts(
  db: Knex.Transaction,
  rows: readonly PromptTextRow[],
): Promise<void> {
  for (const row of rows) {
    await db('prompt_texts')
      .insert(row)
      .onConflict(['chatbot', 'digest'])
      .ignore();
  }
}

/** Texts of some digests, of every chatbot. */
export async function listPromptTexts(
  db: Knex,
  digests: readonly string[],
): Promise<PromptTextRow[]> {
  return db('prompt_texts').whereIn('digest', [...digests]);
}
