import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { standsInTheWay } from '@chatbot-portal/backstage-plugin-chatbots-governance';

/** A promotion that can be asked for, as one button of the overview card. @internal */
export interface PromotionOffer {
  stage: string;
  version: string;
  /** Blocking checks that do not pass; undefined while they are being evaluated. */
  missing: number | undefined;
  allowed: boolean;
  /** Why not, in the backend's words. */
  refusal: string | undefined;
}

/**
 * Every promotion that can be asked for: what runs in a stage to the one after
 * it, then the newest version. Open ones stand in a list of their own: asking
 * twice for the same would only be refused.
 *
 * @internal
 */
export function promotionOffers(
  overview: Pick<Api.ChatbotOverview, 'next' | 'alsoPossible' | 'permissions'>,
): PromotionOffer[] {
  const { next, alsoPossible, permissions } = overview;
  return [...alsoPossible, ...(next ? [next] : [])]
    .filter(({ openPromotionId }) => openPromotionId === undefined)
    .map(({ stage, version, gate, mayRequest, mayRequestReason }) => ({
      stage,
      version,
      missing:
        gate.verdict === 'pending'
          ? undefined
          : gate.checks.filter(standsInTheWay).length,
      allowed: mayRequest ?? permissions.mayRequest,
      refusal: mayRequestReason,
    }));
}
