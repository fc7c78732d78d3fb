import {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { chatbotRegisterPermission } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { ChatbotOverviews } from '../views/ChatbotOverviews';
import { ChatbotService, Recorded } from '../registry';
import {
  ChatbotListQuery,
  ChatbotViews,
  ListDownload,
} from '../views/ChatbotViews';
import { HostRuns } from '../views/HostRuns';
import { ChatbotAccess, userRefOf } from './ChatbotAccess';

type UserCredentials = BackstageCredentials<BackstageUserPrincipal>;

/** Chatbots, as far as the caller's permissions go. */
export class AuthorizedChatbots {
  readonly #access: ChatbotAccess;
  readonly #service: ChatbotService;
  readonly #views: ChatbotViews;
  readonly #overviews: ChatbotOverviews;
  readonly #runs: HostRuns;

  constructor(options: {
    access: ChatbotAccess;
    service: ChatbotService;
    views: ChatbotViews;
    overviews: ChatbotOverviews;
    runs: HostRuns;
  }) {
    this.#access = options.access;
    this.#service = options.service;
    this.#views = options.views;
    this.#overviews = options.overviews;
    this.#runs = options.runs;
  }

  async register(
    registration: Api.ChatbotRegistration,
    credentials: UserCredentials,
  ): Promise<Recorded<Api.Chatbot>> {
    await this.#access.assertAllowed(
      credentials,
      chatbotRegisterPermission,
      'register chatbots',
    );
    return this.#service.register(registration, {
      actor: { kind: 'user', userRef: userRefOf(credentials) },
    });
  }

  async list(
    query: ChatbotListQuery,
    credentials: BackstageCredentials,
  ): Promise<Api.ChatbotList> {
    return this.#views.list(query, await this.#access.viewer(credentials));
  }

  async download(
    query: ChatbotListQuery,
    credentials: BackstageCredentials,
  ): Promise<ListDownload> {
    return this.#views.download(query, await this.#access.viewer(credentials));
  }

  /** What chatbots are called, as far as the caller may see them. */
  async titles(
    names: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<Api.ChatbotTitle[]> {
    const { scope } = await this.#access.viewer(credentials);
    return this.#views.titles(names, scope);
  }

  async overview(
    chatbot: string,
    credentials: BackstageCredentials,
  ): Promise<Api.ChatbotOverview> {
    const viewer = await this.#access.viewer(credentials);
    return this.#overviews.get(chatbot, {
      ...viewer,
      administrator: await this.#access.isAdministrator(credentials),
    });
  }

  async runs(
    chatbot: string,
    credentials: BackstageCredentials,
  ): Promise<Api.HostRunList> {
    const { scope } = await this.#access.viewer(credentials);
    return this.#runs.list(chatbot, scope);
  }
}
