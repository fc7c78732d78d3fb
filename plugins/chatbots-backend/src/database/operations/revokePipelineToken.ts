import { reasoned } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import { PipelineTokenRow } from '../tables';

/**
 * Revokes one token of a chatbot. Throws `token-unknown`.
 *
 * @returns whether it worked until now
 */
export async function revokePipelineToken(
  db: Knex.Transaction,
  options: { chatbot: string; id: string; now: string },
): Promise<boolean> {
  const { chatbot, id, now } = options;
  const changed = await db<PipelineTokenRow>('pipeline_tokens')
    .where({ chatbot, id, revoked_at: null })
    .update({ revoked_at: now });
  if (changed > 0) {
    return true;
  }
  const known = await db<PipelineTokenRow>('pipeline_tokens')
    .where({ chatbot, id })
    .first('id');
  if (!known) {
    throw reasoned(
      'token-unknown',
      `Chatbot '${chatbot}' has no pipeline token '${id}'`,
    );
  }
  return false;
}
