import { reasoned } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import { containsText } from './containsText';
import { PromptTextRow } from './promptTexts';

export interface ModelVersionRow {
  id: string;
  chatbot: string;
  version: string;
  ordinal: number;
  digest: string;
  bundle: string;
  model_card: string | null;
  commits: string;
  run: string;
  origin: string;
  demo: boolean | number;
  reported_at: string;
}

declare module 'knex/types/tables' {
  interface Tables {
    model_versions: ModelVersionRow;
  }
}

/** The model version of this name. Throws `version-unknown`. */
export async function findModelVersion(
  db: Knex,
  chatbot: string,
  version: string,
): Promise<ModelVersionRow> {
  const row = await db('model_versions').where({ chatbot, version }).first();
  if (!row) {
    throw reasoned(
      'version-unknown',
      `Chatbot '${chatbot}' has no version '${version}'`,
    );
  }
  return row;
}

/** Versions of a chatbot by their ordinals, in one query. */
export async function findModelVersionsByOrdinal(
  db: Knex,
  chatbot: string,
  ordinals: readonly number[],
): Promise<Map<number, ModelVersionRow>> {
  const rows = await db('model_versions')
    .where({ chatbot })
    .whereIn('ordinal', [...ordinals]);
  return new Map(rows.map(row => [row.ordinal, row]));
}

/** The ordinal of a chatbot's next model version. Safe only under the chatbot's lock; one look into an index. */
export async function nextVersionOrdinal(
  db: Knex.Transaction,
  chatbot: string,
): Promise<number> {
  const newest = await db('model_versions')
    .where({ chatbot })
    .orderBy('ordinal', 'desc')
    .first('ordinal');
  return (newest?.ordinal ?? 0) + 1;
}

/** Adds a model version with the prompt texts that the chatbot did not have yet. */
export async function insertModelVersion(
  db: Knex.Transaction,
  row: ModelVersionRow,
  prompts: readonly PromptTextRow[],
): Promise<void> {
  await db('model_versions').insert(row);
  for (const prompt of prompts) {
    await db('prompt_texts')
      .insert(prompt)
      .onConflict(['chatbot', 'digest'])
      .ignore();
  }
}

/** What a list of versions can be narrowed to. */
export interface VersionCriteria {
  chatbot: string;
  search?: string;
}

/** One page of a chatbot's model versions, newest first. */
export async function listModelVersions(
  db: Knex,
  criteria: VersionCriteria,
  page: { after?: number; limit: number },
): Promise<ModelVersionRow[]> {
  const query = matching(db, criteria)
    .select('*')
    .orderBy('ordinal', 'desc')
    .limit(page.limit);
  if (page.after !== undefined) {
    query.where('ordinal', '<', page.after);
  }
  return query;
}

/** How many versions match. */
export async function countModelVersions(
  db: Knex,
  criteria: VersionCriteria,
): Promise<number> {
  const [{ total }] = await matching(db, criteria).count({ total: '*' });
  return Number(total);
}

function matching(db: Knex, criteria: VersionCriteria): Knex.QueryBuilder {
  const query = db('model_versions').where({ chatbot: criteria.chatbot });
  if (criteria.search !== undefined) {
    containsText(query, ['version', 'digest', 'bundle'], criteria.search);
  }
  return query;
}

/** Ids of a chatbot's newest model versions, newest first. */
export async function listNewestVersionIds(
  db: Knex,
  chatbot: string,
  limit: number,
): Promise<string[]> {
  const rows = await db('model_versions')
    .where({ chatbot })
    .orderBy('ordinal', 'desc')
    .limit(limit)
    .select('id');
  return rows.map(({ id }) => id);
}
