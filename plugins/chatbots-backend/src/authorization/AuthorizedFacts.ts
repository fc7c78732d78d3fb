import {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  factsDecidePermission,
  factsProposePermission,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import { findVisibleChatbot } from '../database/chatbots';
import { findFactsProposal } from '../database/factsProposals';
import { PageRequest } from '../database/paginate';
import { GovernanceServices } from '../governance';
import { ViewServices } from '../views';
import { FactsProposalFilter } from '../views/FactsProposalViews';
import { ChatbotAccess, userRefOf } from './ChatbotAccess';

type UserCredentials = BackstageCredentials<BackstageUserPrincipal>;

/** What is proposed of chatbots, behind the permission framework. What the domain demands of people is asked again behind it. */
export class AuthorizedFacts {
  readonly #access: ChatbotAccess;
  readonly #service: GovernanceServices['facts'];
  readonly #views: ViewServices['proposals'];
  readonly #knex: Knex;

  constructor(options: {
    access: ChatbotAccess;
    service: GovernanceServices['facts'];
    views: ViewServices['proposals'];
    knex: Knex;
  }) {
    this.#access = options.access;
    this.#service = options.service;
    this.#views = options.views;
    this.#knex = options.knex;
  }

  async list(
    credentials: BackstageCredentials,
    filter: FactsProposalFilter,
    page: PageRequest,
  ): Promise<Api.FactsProposalList> {
    return this.#views.list(
      filter,
      page,
      await this.#access.viewer(credentials),
    );
  }

  async propose(
    credentials: UserCredentials,
    chatbot: string,
    change: Api.FactsProposalRequest,
  ): Promise<Api.FactsProposal> {
    await this.#assertOn(credentials, chatbot, factsProposePermission);
    const userRef = userRefOf(credentials);
    const { id } = await this.#service.propose({
      chatbot,
      change,
      userRef,
      administrator: await this.#access.isAdministrator(credentials),
    });
    return this.#views.get(id, userRef);
  }

  async decide(
    credentials: UserCredentials,
    proposalId: string,
    decision: Api.FactsDecision,
  ): Promise<Api.FactsProposal> {
    const { chatbot } = await findFactsProposal(this.#knex, proposalId);
    await this.#assertOn(credentials, chatbot, factsDecidePermission);
    const userRef = userRefOf(credentials);
    await this.#service.decide({ ...decision, proposalId, userRef });
    return this.#views.get(proposalId, userRef);
  }

  async withdraw(
    credentials: UserCredentials,
    proposalId: string,
  ): Promise<Api.FactsProposal> {
    const { chatbot } = await findFactsProposal(this.#knex, proposalId);
    await this.#assertOn(credentials, chatbot, factsProposePermission);
    const userRef = userRefOf(credentials);
    await this.#service.withdraw({ proposalId, userRef });
    return this.#views.get(proposalId, userRef);
  }

  async #assertOn(
    credentials: UserCredentials,
    chatbot: string,
    permission: ResourcePermission,
  ): Promise<void> {
    const { scope } = await this.#access.viewer(credentials);
    await findVisibleChatbot(this.#knex, chatbot, scope);
    await this.#access.assertAllowedOn(
      credentials,
      permission,
      chatbot,
      'do this with the facts of this chatbot',
    );
  }
}
