import { PROMOTION_STATES } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';

/** A rule that still lacks approvals. @internal */
export interface NeededApproval {
  group: string;
  count: number;
}

/** What happens to a promotion next, and who has to act. @internal */
export interface NextStep {
  /** `unknown` for a state that a newer backend may send. */
  state: Api.PromotionState | 'unknown';
  needed: NeededApproval[];
  /** Titles of checks that block and do not pass. */
  blockedBy: string[];
}

/** Reads from a promotion who is still needed and what still blocks. @internal */
export function nextStep(
  detail: Pick<Api.PromotionDetail, 'promotion' | 'gate'>,
): NextStep {
  const { promotion, gate } = detail;
  const waiting = promotion.state === 'requested';
  return {
    state: PROMOTION_STATES.includes(promotion.state)
      ? promotion.state
      : 'unknown',
    needed: waiting
      ? promotion.approvals
          .filter(rule => rule.have < rule.needed)
          .map(rule => ({
            group: rule.group,
            count: rule.needed - rule.have,
          }))
      : [],
    blockedBy: waiting
      ? gate.checks.filter(blocks).map(check => check.title)
      : [],
  };
}

function blocks(check: Api.Check): boolean {
  return (
    check.blocking &&
    (check.outcome === 'fail' || check.outcome === 'inconclusive')
  );
}
