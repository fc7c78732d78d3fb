import {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  policyActivatePermission,
  policyProposePermission,
  policyReadPermission,
  promotionDecidePermission,
  promotionReadPermission,
  promotionRequestPermission,
  errorWithReason,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { nextState } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';
import { ChatbotRow, findVisibleChatbot } from '../database/chatbots';
import { GovernanceServices } from '../governance';
import { findPromotion, PromotionRow } from '../database/promotions';
import { ViewServices } from '../views';
import { PromotionFilter } from '../views/PromotionQueries';
import { ChatbotAccess, userRefOf } from './ChatbotAccess';

type UserCredentials = BackstageCredentials<BackstageUserPrincipal>;

/** What is asked behind the permission framework. */
type Services = Pick<
  GovernanceServices,
  'gates' | 'policies' | 'promotionService' | 'deploymentService' | 'workflows'
>;
type Views = Pick<ViewServices, 'promotions' | 'stages' | 'deployments'>;

/** Governance behind the permission framework. What the domain demands of people is asked again behind it. */
export class AuthorizedGovernance {
  readonly #access: ChatbotAccess;
  readonly #services: Services;
  readonly #views: Views;
  readonly #knex: Knex;

  constructor(options: {
    access: ChatbotAccess;
    services: Services;
    views: Views;
    knex: Knex;
  }) {
    this.#access = options.access;
    this.#services = options.services;
    this.#views = options.views;
    this.#knex = options.knex;
  }

  async request(
    credentials: UserCredentials,
    chatbot: string,
    request: Api.PromotionRequest,
  ): Promise<Api.Promotion> {
    await this.#assertVisible(credentials, chatbot);
    await this.#access.assertAllowedOn(
      credentials,
      promotionRequestPermission,
      chatbot,
      'request promotions of this chatbot',
    );
    const userRef = userRefOf(credentials);
    const { id } = await this.#services.promotionService.request({
      ...request,
      chatbot,
      actor: { kind: 'user', userRef },
    });
    return this.#views.promotions.summary(id, userRef);
  }

  async decide(
    credentials: UserCredentials,
    promotionId: string,
    request: Api.DecisionRequest,
  ): Promise<Api.Promotion> {
    await this.#assertOn(credentials, promotionId, promotionDecidePermission);
    const userRef = userRefOf(credentials);
    await this.#services.promotionService.decide({
      ...request,
      promotionId,
      userRef,
    });
    return this.#views.promotions.summary(promotionId, userRef);
  }

  async withdraw(
    credentials: UserCredentials,
    promotionId: string,
  ): Promise<Api.Promotion> {
    await this.#assertOn(credentials, promotionId, promotionRequestPermission);
    const userRef = userRefOf(credentials);
    await this.#services.promotionService.withdraw({ promotionId, userRef });
    return this.#views.promotions.summary(promotionId, userRef);
  }

  async withdrawDecision(
    credentials: UserCredentials,
    promotionId: string,
  ): Promise<Api.Promotion> {
    await this.#assertOn(credentials, promotionId, promotionDecidePermission);
    const userRef = userRefOf(credentials);
    await this.#services.promotionService.withdrawDecision({
      promotionId,
      userRef,
    });
    return this.#views.promotions.summary(promotionId, userRef);
  }

  async abandon(
    credentials: UserCredentials,
    promotionId: string,
    comment: string,
  ): Promise<Api.Promotion> {
    await this.#assertOn(credentials, promotionId, promotionReadPermission);
    if (!(await this.#access.isAdministrator(credentials))) {
      throw errorWithReason(
        'not-allowed',
        'Only an administrator of all chatbots can close a deployment',
      );
    }
    const userRef = userRefOf(credentials);
    await this.#services.deploymentService.abandon({
      promotionId,
      userRef,
      comment,
    });
    return this.#views.promotions.summary(promotionId, userRef);
  }

  async startWorkflow(
    credentials: UserCredentials,
    promotionId: string,
  ): Promise<Api.PromotionWorkflow> {
    await this.#assertOn(credentials, promotionId, promotionRequestPermission);
    const userRef = userRefOf(credentials);
    return this.#services.workflows.start({ promotionId, userRef });
  }

  async list(
    credentials: BackstageCredentials,
    filter: Omit<PromotionFilter, 'scope'>,
    page: { cursor?: string; limit: number },
  ): Promise<Api.PromotionList> {
    const { userRef, scope } = await this.#access.viewer(
      credentials,
      promotionReadPermission,
    );
    return this.#views.promotions.list({ ...filter, scope }, page, userRef);
  }

  async get(
    credentials: BackstageCredentials,
    promotionId: string,
  ): Promise<Api.PromotionDetail> {
    const { promotion, chatbot } = await this.#assertOn(
      credentials,
      promotionId,
      promotionReadPermission,
    );
    const detail = await this.#views.promotions.get(
      promotion,
      chatbot,
      userRefOf(credentials),
    );
    return {
      ...detail,
      mayAbandon:
        nextState(detail.promotion.state, 'abandon') !== undefined &&
        (await this.#access.isAdministrator(credentials)),
    };
  }

  async gates(
    credentials: BackstageCredentials,
    chatbot: string,
    version: string,
    stage?: string,
  ): Promise<Api.GateList> {
    await this.#assertVisible(credentials, chatbot);
    return {
      items: await this.#services.gates.explain(chatbot, version, stage),
    };
  }

  async stages(
    credentials: BackstageCredentials,
    chatbot: string,
    at?: string,
  ): Promise<Api.StageList> {
    await this.#assertVisible(credentials, chatbot);
    const { stages } = this.#views;
    const latestVersion = await stages.latestVersion(chatbot, at);
    return {
      items: await stages.list(chatbot, at),
      ...(latestVersion ? { latestVersion } : {}),
      ...(at ? { at } : {}),
    };
  }

  async deployments(
    credentials: BackstageCredentials,
    chatbot: string,
    options: { stage?: string; at?: string; cursor?: string; limit: number },
  ): Promise<Api.DeploymentList> {
    await this.#assertVisible(credentials, chatbot);
    return this.#views.deployments.list(chatbot, options);
  }

  async listPolicies(
    credentials: BackstageCredentials,
    page: { cursor?: string; limit: number },
  ): Promise<Api.PolicyList> {
    await this.#access.assertAllowed(
      credentials,
      policyReadPermission,
      'read policies',
    );
    return this.#services.policies.list(page);
  }

  async proposePolicy(credentials: UserCredentials, text: string) {
    await this.#access.assertAllowed(
      credentials,
      policyProposePermission,
      'propose policies',
    );
    return this.#services.policies.propose(
      { kind: 'user', userRef: userRefOf(credentials) },
      text,
    );
  }

  async approvePolicy(
    credentials: UserCredentials,
    number: number,
  ): Promise<Api.Policy> {
    await this.#access.assertAllowed(
      credentials,
      policyActivatePermission,
      'approve policies',
    );
    return this.#services.policies.approve(userRefOf(credentials), number);
  }

  async #assertVisible(
    credentials: BackstageCredentials,
    chatbot: string,
  ): Promise<ChatbotRow> {
    const { scope } = await this.#access.viewer(credentials);
    return findVisibleChatbot(this.#knex, chatbot, scope);
  }

  async #assertOn(
    credentials: BackstageCredentials,
    promotionId: string,
    permission: typeof promotionReadPermission,
  ): Promise<{ promotion: PromotionRow; chatbot: ChatbotRow }> {
    const promotion = await findPromotion(this.#knex, promotionId);
    const chatbot = await this.#assertVisible(credentials, promotion.chatbot);
    await this.#access.assertAllowedOn(
      credentials,
      permission,
      promotion.chatbot,
      'do this with promotions of this chatbot',
    );
    return { promotion, chatbot };
  }
}
