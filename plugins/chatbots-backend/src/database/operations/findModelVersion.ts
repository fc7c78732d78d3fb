import { reasoned } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import { ModelVersionRow } from '../tables';

/** The model version of this name. Throws `version-unknown`. */
export async function findModelVersion(
  db: Knex,
  chatbot: string,
  version: string,
): Promise<ModelVersionRow> {
  const row = await db<ModelVersionRow>('model_versions')
    .where({ chatbot, version })
    .first();
  if (!row) {
    throw reasoned(
      'version-unknown',
      `Chatbot '${chatbot}' has no version '${version}'`,
    );
  }
  return row;
}
