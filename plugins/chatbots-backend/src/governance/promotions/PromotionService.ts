import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { ChatbotScope } from '../../database/ChatbotScope';
import { PromotionFilter } from './PromotionQueries';
import { DecideOptions } from './decidePromotion';
import { RequestPromotionOptions, RequestResult } from './requestPromotion';

/** Requests, decides on and reads promotions. */
export interface PromotionService {
  /** Throws `chatbot-unknown`, `version-unknown`, `stage-unknown`, `promotion-exists` or `membership-unavailable`. */
  request(options: RequestPromotionOptions): Promise<RequestResult>;
  /** Throws `promotion-unknown`, `promotion-void`, `binding-changed` and every reason of `mayDecide`. */
  decide(options: DecideOptions): Promise<void>;
  withdraw(options: { userRef: string; promotionId: string }): Promise<void>;
  withdrawDecision(options: {
    userRef: string;
    promotionId: string;
  }): Promise<void>;
  list(
    filter: Omit<PromotionFilter, 'chatbots'> & { scope?: ChatbotScope },
    page: { cursor?: string; limit: number },
    userRef: string | undefined,
  ): Promise<Api.PromotionList>;
  get(id: string, userRef: string | undefined): Promise<Api.PromotionDetail>;
  /** One promotion as lists show it. */
  summary(id: string, userRef: string | undefined): Promise<Api.Promotion>;
}
