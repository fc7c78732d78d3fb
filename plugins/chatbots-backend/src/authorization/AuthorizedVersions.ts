import { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import { findVisibleChatbot } from '../database/chatbots';
import { ComparisonService } from '../views/ComparisonService';
import { ModelVersionViews } from '../views/ModelVersionViews';
import { ChatbotAccess } from './ChatbotAccess';

/** Model versions of the chatbots that the caller may see. */
export class AuthorizedVersions {
  readonly #access: ChatbotAccess;
  readonly #knex: Knex;
  readonly #views: ModelVersionViews;
  readonly #comparison: ComparisonService;

  constructor(options: {
    access: ChatbotAccess;
    knex: Knex;
    views: ModelVersionViews;
    comparison: ComparisonService;
  }) {
    this.#access = options.access;
    this.#knex = options.knex;
    this.#views = options.views;
    this.#comparison = options.comparison;
  }

  async list(
    chatbot: string,
    query: { search?: string; cursor?: string; limit?: number },
    credentials: BackstageCredentials,
  ): Promise<Api.ModelVersionList> {
    const { scope } = await this.#access.viewer(credentials);
    return this.#views.list(chatbot, query, scope);
  }

  async detail(
    chatbot: string,
    version: string,
    credentials: BackstageCredentials,
  ): Promise<Api.ModelVersionDetail> {
    const { scope } = await this.#access.viewer(credentials);
    return this.#views.detail(chatbot, version, scope);
  }

  async compare(
    chatbot: string,
    versions: { base: string; target: string },
    credentials: BackstageCredentials,
  ): Promise<Api.Comparison> {
    const { scope } = await this.#access.viewer(credentials);
    await findVisibleChatbot(this.#knex, chatbot, scope);
    return this.#comparison.compare(chatbot, versions.base, versions.target);
  }
}
