import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import { UnitOfWork } from '../../database';
import { ChatbotScope, whereInScope } from '../../database/ChatbotScope';
import { findChatbot } from '../../database/chatbots';
import { MembershipReader, UserMapper } from '../../people';
import { assertOwner } from '../../registry/chatbots/assertOwner';
import { DecideOptions, decidePromotion } from './decidePromotion';
import { findPromotion } from '../../database/promotions';
import { PromotionFilter, PromotionQueries } from './PromotionQueries';
import { PromotionService } from './PromotionService';
import { PromotionViews } from './PromotionViews';
import {
  RequestPromotionOptions,
  requestPromotion,
  RequestResult,
} from './requestPromotion';
import { VersionComparer } from './VersionComparer';
import { withdrawDecision, withdrawPromotion } from './withdraw';

/** The commands and reads of promotions, together. */
export class DefaultPromotionService implements PromotionService {
  readonly #options: {
    knex: Knex;
    unitOfWork: UnitOfWork;
    memberships: MembershipReader;
    users: UserMapper;
    comparer: VersionComparer;
    stages: readonly string[];
    views: PromotionViews;
    queries: PromotionQueries;
  };

  constructor(options: {
    knex: Knex;
    unitOfWork: UnitOfWork;
    memberships: MembershipReader;
    users: UserMapper;
    comparer: VersionComparer;
    stages: readonly string[];
    views: PromotionViews;
    queries: PromotionQueries;
  }) {
    this.#options = options;
  }

  async request(options: RequestPromotionOptions): Promise<RequestResult> {
    const { knex, memberships } = this.#options;
    if (options.actor.kind === 'user') {
      const { owner } = await findChatbot(knex, options.chatbot);
      await assertOwner(
        memberships,
        options.actor.userRef,
        owner,
        'request promotions of its chatbots',
      );
    }
    return requestPromotion(this.#options, options);
  }

  async decide(options: DecideOptions): Promise<void> {
    await decidePromotion(this.#options, options);
  }

  async withdraw(options: {
    userRef: string;
    promotionId: string;
  }): Promise<void> {
    await withdrawPromotion(this.#options.unitOfWork, options);
  }

  async withdrawDecision(options: {
    userRef: string;
    promotionId: string;
  }): Promise<void> {
    const { unitOfWork, memberships, knex } = this.#options;
    await withdrawDecision(unitOfWork, memberships, { ...options, knex });
  }

  async list(
    {
      scope,
      ...filter
    }: Omit<PromotionFilter, 'chatbots'> & { scope?: ChatbotScope },
    page: { cursor?: string; limit: number },
    userRef: string | undefined,
  ): Promise<Api.PromotionList> {
    const { knex, queries } = this.#options;
    const visible = knex('chatbots as c').select('c.name');
    whereInScope(visible, scope, 'c');
    return queries.list(
      { ...filter, ...(scope ? { chatbots: visible } : {}) },
      page,
      userRef,
    );
  }

  async get(
    id: string,
    userRef: string | undefined,
  ): Promise<Api.PromotionDetail> {
    return this.#options.queries.get(id, userRef);
  }

  async summary(
    id: string,
    userRef: string | undefined,
  ): Promise<Api.Promotion> {
    const { knex, views } = this.#options;
    const [promotion] = await views.toPromotions(
      [await findPromotion(knex, id)],
      await views.viewer(userRef),
    );
    return promotion;
  }
}
