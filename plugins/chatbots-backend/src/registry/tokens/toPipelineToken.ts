import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { PipelineTokenRow } from '../../database/pipelineTokens';

/** The token's record as the API shows it; the value is not kept and can't be shown. */
export function toPipelineToken(row: PipelineTokenRow): Api.PipelineToken {
  return {
    id: row.id,
    purpose: row.purpose,
    prefix: row.prefix,
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
    ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at }),
    ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at }),
  };
}
