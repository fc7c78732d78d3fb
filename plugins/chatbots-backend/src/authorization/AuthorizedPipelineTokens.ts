import {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { tokenManagePermission } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import { WorkContext } from '../database/UnitOfWork';
import { findVisibleChatbot } from '../database/chatbots';
import { MembershipReader, assertOwner } from '../people';
import { PipelineTokenService } from '../registry/tokens/PipelineTokenService';
import { ChatbotAccess, userRefOf } from './ChatbotAccess';

type UserCredentials = BackstageCredentials<BackstageUserPrincipal>;

/** Pipeline tokens, for the members of a chatbot's owner and for administrators. */
export class AuthorizedPipelineTokens {
  readonly #access: ChatbotAccess;
  readonly #knex: Knex;
  readonly #people: MembershipReader;
  readonly #service: PipelineTokenService;

  constructor(options: {
    access: ChatbotAccess;
    knex: Knex;
    people: MembershipReader;
    service: PipelineTokenService;
  }) {
    this.#access = options.access;
    this.#knex = options.knex;
    this.#people = options.people;
    this.#service = options.service;
  }

  async issue(
    chatbot: string,
    request: Api.PipelineTokenRequest,
    credentials: UserCredentials,
  ): Promise<Api.IssuedPipelineToken> {
    await this.#assertMayManage(chatbot, credentials);
    return this.#service.issue(chatbot, request, contextOf(credentials));
  }

  async list(
    chatbot: string,
    credentials: UserCredentials,
  ): Promise<Api.PipelineTokenList> {
    await this.#assertMayManage(chatbot, credentials);
    return { items: await this.#service.list(chatbot) };
  }

  async revoke(
    chatbot: string,
    tokenId: string,
    credentials: UserCredentials,
  ): Promise<void> {
    await this.#assertMayManage(chatbot, credentials);
    await this.#service.revoke(chatbot, tokenId, contextOf(credentials));
  }

  async #assertMayManage(
    chatbot: string,
    credentials: UserCredentials,
  ): Promise<void> {
    const { scope } = await this.#access.viewer(credentials);
    const { owner } = await findVisibleChatbot(this.#knex, chatbot, scope);
    await this.#access.assertAllowedOn(
      credentials,
      tokenManagePermission,
      chatbot,
      'manage its pipeline tokens',
    );
    if (!(await this.#access.isAdministrator(credentials))) {
      // The permission framework may be off and then allows everything: whose secret it is, the owner decides.
      await assertOwner(
        this.#people,
        userRefOf(credentials),
        owner,
        'manage its pipeline tokens',
      );
    }
  }
}

function contextOf(credentials: UserCredentials): WorkContext {
  return {
    actor: { kind: 'user', userRef: userRefOf(credentials) },
  };
}
