import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { WorkContext } from '../../database/UnitOfWork';
import { PipelineTokenRow } from '../../database/pipelineTokens';

/** What an exchanged token stands for. */
export interface ExchangedIdentity {
  /** The chatbot whose repository the run came from. */
  chatbot: string;
  /** That repository; compared again when the token is issued. */
  repository: { host: string; id: string };
  /** The verified claims. */
  origin: Api.Origin;
  /** SCM login of the person who started the run, where the issuer says so. */
  login?: string;
}

/** Issues and revokes credentials that may report for one chatbot. */
export interface PipelineTokenService {
  /**
   * Issues a stored token and revokes the one issued under the same purpose before, in one transaction: a task that is
   * repeated after a crash leaves one working token. The value is in the answer and nowhere else.
   * Throws `chatbot-unknown`.
   */
  issue(
    chatbot: string,
    request: Api.PipelineTokenRequest,
    context: WorkContext,
  ): Promise<Api.IssuedPipelineToken>;
  /** Issues a token for minutes to a run that has proved its identity. Throws `repository-mismatch`. */
  exchange(identity: ExchangedIdentity): Promise<Api.ExchangedToken>;
  /** Stored tokens, and exchanged ones that still work; newest first. Throws `chatbot-unknown`. */
  list(chatbot: string): Promise<Api.PipelineToken[]>;
  /** Throws `chatbot-unknown` or `token-unknown`. Revoking twice is fine. */
  revoke(chatbot: string, tokenId: string, context: WorkContext): Promise<void>;
}

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
