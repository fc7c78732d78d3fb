import { ExpiryRules } from '../policy';
import { PromotionState } from './PromotionState';

/**
 * When a promotion expires if nothing happens.
 *
 * @param state - where it stands
 * @param since - when it came to that state; after a lost quorum, when it was first requested
 * @param expiry - the rules in force
 *
 * @returns undefined for a state that does not expire.
 *
 * @public
 */
export function promotionExpiresAt(
  state: PromotionState,
  since: Date,
  expiry: ExpiryRules,
): Date | undefined {
  const lasts = (
    {
      requested: expiry.request,
      approved: expiry.approval,
      released: expiry.permit,
    } as Partial<Record<PromotionState, number>>
  )[state];
  return lasts === undefined ? undefined : new Date(since.getTime() + lasts);
}
