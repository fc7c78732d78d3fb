import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import { byId, readPages } from './paginate';

export interface PipelineTokenRow {
  id: string;
  chatbot: string;
  kind: 'stored' | 'exchanged';
  purpose: string;
  prefix: string;
  token_hash: string;
  origin: string | null;
  created_by: string;
  created_at: string;
  expires_at: string;
  last_used_at: string | null;
  revoked_at: string | null;
}

/** What the `origin` column of an exchanged token holds. */
export interface StoredOrigin {
  /** The verified claims. */
  origin: Api.Origin;
  /** SCM login of the person who started the run; beside the claims, because origins are shown and this is a person. */
  login?: string;
}

declare module 'knex/types/tables' {
  interface Tables {
    pipeline_tokens: PipelineTokenRow;
  }
}

/** The token's record by the hash of its value. */
export async function findPipelineTokenByHash(
  db: Knex,
  hash: string,
): Promise<PipelineTokenRow | undefined> {
  return db('pipeline_tokens').where({ token_hash: hash }).first();
}

/** Hash of the value of a token that exists. */
export async function readPipelineTokenHash(
  db: Knex,
  id: string,
): Promise<string> {
  const [hash] = await db('pipeline_tokens').where({ id }).pluck('token_hash');
  return hash;
}

/** Stored tokens of a chatbot and exchanged ones that still work, newest first. */
export async function listPipelineTokens(
  db: Knex,
  chatbot: string,
  now: string,
): Promise<PipelineTokenRow[]> {
  return db('pipeline_tokens')
    .where({ chatbot })
    .where(query =>
      query
        .where({ kind: 'stored' })
        .orWhere(working =>
          working.where({ revoked_at: null }).where('expires_at', '>', now),
        ),
    )
    .orderBy([
      { column: 'created_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ]);
}

/** Adds a token's record. */
export async function insertPipelineToken(
  db: Knex.Transaction,
  row: PipelineTokenRow,
): Promise<void> {
  await db('pipeline_tokens').insert(row);
}

/** Notes when a token was used last. */
export async function markPipelineTokenUsed(
  db: Knex.Transaction,
  id: string,
  now: string,
): Promise<void> {
  await db('pipeline_tokens').where({ id }).update({ last_used_at: now });
}

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
  const changed = await db('pipeline_tokens')
    .where({ chatbot, id, revoked_at: null })
    .update({ revoked_at: now });
  if (changed > 0) {
    return true;
  }
  const known = await db('pipeline_tokens').where({ chatbot, id }).first('id');
  if (!known) {
    throw errorWithReason(
      'token-unknown',
      `Chatbot '${chatbot}' has no pipeline token '${id}'`,
    );
  }
  return false;
}

/**
 * Revokes a chatbot's tokens that still work: all of them, or the stored ones of one purpose.
 *
 * @returns the ids of those it revoked
 */
export async function revokePipelineTokens(
  db: Knex.Transaction,
  options: { chatbot: string; purpose?: string; now: string },
): Promise<string[]> {
  const { chatbot, purpose, now } = options;
  const revoked = await db('pipeline_tokens')
    .where({ chatbot, revoked_at: null })
    .where('expires_at', '>', now)
    .modify(query => {
      if (purpose !== undefined) {
        query.where({ kind: 'stored', purpose });
      }
    })
    .update({ revoked_at: now })
    .returning('id');
  return revoked.map(({ id }) => id).sort();
}

/** Forgets a chatbot's exchanged tokens that ended before an instant; each run leaves one, and the log names them anyway. */
export async function deleteExpiredExchangedTokens(
  db: Knex.Transaction,
  options: { chatbot: string; before: string },
): Promise<void> {
  await db('pipeline_tokens')
    .where({ chatbot: options.chatbot, kind: 'exchanged' })
    .where('expires_at', '<', options.before)
    .delete();
}

/** Records of some tokens. */
export async function listTokensById(
  db: Knex,
  ids: readonly string[],
): Promise<PipelineTokenRow[]> {
  return ids.length === 0 ? [] : db('pipeline_tokens').whereIn('id', ids);
}

/** Every token's record, page by page. */
export function readPipelineTokens(
  db: Knex,
  size: number,
): AsyncGenerator<PipelineTokenRow[], void, undefined> {
  return readPages(db('pipeline_tokens'), byId<PipelineTokenRow>(), { size });
}
