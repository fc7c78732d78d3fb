import { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { EvaluationViews } from '../views/EvaluationViews';
import { TrendService } from '../views/TrendService';
import { ChatbotAccess } from './ChatbotAccess';

/** Evaluations of the chatbots that the caller may see. */
export class AuthorizedEvaluations {
  readonly #access: ChatbotAccess;
  readonly #views: EvaluationViews;
  readonly #trends: TrendService;

  constructor(options: {
    access: ChatbotAccess;
    views: EvaluationViews;
    trends: TrendService;
  }) {
    this.#access = options.access;
    this.#views = options.views;
    this.#trends = options.trends;
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

  async trends(
    chatbot: string,
    query: { suite?: string; limit?: number },
    credentials: BackstageCredentials,
  ): Promise<Api.TrendList> {
    const { scope } = await this.#access.viewer(credentials);
    return this.#trends.list(chatbot, query, scope);
  }
}
