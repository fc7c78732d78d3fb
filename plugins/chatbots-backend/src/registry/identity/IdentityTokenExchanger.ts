import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import { findChatbotByRepository } from '../../database/chatbots';
import { PipelineTokenService } from '../tokens/PipelineTokenService';
import { IdentityTokenVerifier } from './IdentityTokenVerifier';

/** Gives a run that proves its identity a pipeline token for minutes. */
export class IdentityTokenExchanger {
  readonly #knex: Knex;
  readonly #verifier: IdentityTokenVerifier;
  readonly #tokens: PipelineTokenService;

  constructor(options: {
    knex: Knex;
    verifier: IdentityTokenVerifier;
    tokens: PipelineTokenService;
  }) {
    this.#knex = options.knex;
    this.#verifier = options.verifier;
    this.#tokens = options.tokens;
  }

  /**
   * Exchanges an ID token. Throws what verifying it throws, and `repository-mismatch` when the run's repository is not the
   * one of a chatbot by its ids, whatever its name.
   */
  async exchange(identityToken: string): Promise<Api.ExchangedToken> {
    const { repository, origin, login } = await this.#verifier.verify(
      identityToken,
    );
    const chatbot = await findChatbotByRepository(
      this.#knex,
      repository.host,
      repository.id,
    );
    if (!chatbot) {
      throw errorWithReason(
        'repository-mismatch',
        `No chatbot is bound to repository ${repository.id} of ${repository.host}`,
      );
    }
    const registered = chatbot.repository_owner_id;
    if (registered !== null && registered !== repository.ownerId) {
      throw errorWithReason(
        'repository-mismatch',
        `Repository ${repository.id} of ${repository.host} belongs to another owner than the one registered`,
      );
    }
    return this.#tokens.exchange({
      chatbot: chatbot.name,
      repository,
      origin,
      ...(login ? { login } : {}),
    });
  }
}
