import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { standsInTheWay } from '@chatbot-portal/backstage-plugin-chatbots-governance';

/** A promotion that can be asked for, as one button of the overview card. @internal */
export interface PromotionOffer {
  stage: string;
  version: string;
  /** Blocking checks that do not pass; undefined while they are being evaluated. */
  missing: number | undefined;
  /** What these checks are called. */
  checks: string[];
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
    .map(({ stage, version, gate, mayRequest, mayRequestReason }) => {
      const isPending = gate.verdict === 'pending';
      const missing = isPending ? [] : gate.checks.filter(standsInTheWay);
      return {
        stage,
        version,
        missing: isPending ? undefined : missing.length,
        checks: missing.map(({ title }) => title),
        allowed: mayRequest ?? permissions.mayRequest,
        refusal: mayRequestReason,
      };
    });
}
