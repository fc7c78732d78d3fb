import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { EvaluationViews } from '../../registry/evaluations/EvaluationViews';
import { ChatbotAccess } from './ChatbotAccess';

/** Evaluations of the chatbots that the caller may see. */
export class AuthorizedEvaluations {
  readonly #access: ChatbotAccess;
  readonly #views: EvaluationViews;

  static create(options: {
    access: ChatbotAccess;
    views: EvaluationViews;
  }): AuthorizedEvaluations {
    return new AuthorizedEvaluations(options.access, options.views);
  }

  private constructor(access: ChatbotAccess, views: EvaluationViews) {
    this.#access = access;
    this.#views = views;
  }

  async list(
    chatbot: string,
    query: Parameters<EvaluationViews['list']>[1],
    credentials: BackstageCredentials,
  ): Promise<Api.EvaluationList> {
    const { scope } = await this.#access.viewer(credentials);
    return this.#views.list(chatbot, query, scope);
  }

  async get(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<Api.Evaluation> {
    const { scope } = await this.#access.viewer(credentials);
    return this.#views.get(id, scope);
  }

  async samples(
    id: string,
    query: Parameters<EvaluationViews['samples']>[1],
    credentials: BackstageCredentials,
  ): Promise<Api.EvaluationSampleList> {
    const { scope } = await this.#access.viewer(credentials);
    return this.#views.samples(id, query, scope);
  }
}
