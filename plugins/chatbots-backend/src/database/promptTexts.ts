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
