import { Knex } from 'knex';
import { UnitOfWork } from '../../database/UnitOfWork';
import { findChatbot } from '../../database/chatbots';
import { assertOwner, MembershipReader, UserMapper } from '../../people';
import { Evidence } from '../evidence/EvidenceVerifier';
import { DecideOptions, decidePromotion } from './decidePromotion';
import {
  RequestPromotionOptions,
  requestPromotion,
  RequestResult,
  VersionComparer,
} from './requestPromotion';
import { withdrawDecision, withdrawPromotion } from './withdraw';

/** Requests promotions and decides on them. */
export class PromotionService {
  readonly #options: {
    knex: Knex;
    unitOfWork: UnitOfWork;
    memberships: MembershipReader;
    users: UserMapper;
    comparer: VersionComparer;
    stages: readonly string[];
    evidence: Evidence;
  };

  constructor(options: {
    knex: Knex;
    unitOfWork: UnitOfWork;
    memberships: MembershipReader;
    users: UserMapper;
    comparer: VersionComparer;
    stages: readonly string[];
    evidence: Evidence;
  }) {
    this.#options = options;
  }

  /** Throws `chatbot-unknown`, `version-unknown`, `stage-unknown`, `promotion-exists` or `membership-unavailable`. */
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

  /** Throws `promotion-unknown`, `promotion-void`, `binding-changed` and every reason of `mayDecide`. */
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
    await withdrawDecision(this.#options, options);
  }
}
