import { isOpen } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';

/**
 * Open promotions first, those the person who looks may decide before the
 * others; each half keeps the server's order, newest first.
 *
 * @internal
 */
export function openFirst(
  promotions: readonly Api.Promotion[],
): Api.Promotion[] {
  const rank = (promotion: Api.Promotion) => {
    if (!isOpen(promotion.state)) {
      return 2;
    }
    return promotion.mayDecide ? 0 : 1;
  };
  return [...promotions].sort((left, right) => rank(left) - rank(right));
}
