import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useState } from 'react';
import { useChatbotsCommand, type ChatbotsCommand } from '../../hooks';
import { bindingChanges, type BindingChange } from './bindingChanges';

/** Where a decision stands between the click and the portal's answer. @internal */
export interface DecisionProgress {
  /** The facts that the dialog shows and the decision will name. */
  seen: Api.PromotionDetail;
  /** What changed at the last attempt; the reviewer has to decide again. */
  changes: BindingChange[];
  command: ChatbotsCommand<string>;
}

/**
 * Sends a decision on exactly what the reviewer saw.
 *
 * The promotion is read again just before: when anything that matters changed,
 * nothing is sent, and the reviewer sees what changed and decides again. The
 * backend checks the binding digest once more in its transaction; this check
 * is for the person, that one is for the record.
 *
 * @param read - the promotion as the reviewer read it on the page.
 *
 * @internal
 */
export function useDecision(
  read: Api.PromotionDetail,
  decision: 'approve' | 'reject',
  onDecided: (promotion: Api.Promotion) => void,
): DecisionProgress {
  const [seen, setSeen] = useState(read);
  const [changes, setChanges] = useState<BindingChange[]>([]);
  const path = { promotionId: seen.promotion.id };
  const command = useChatbotsCommand({
    findRecorded: async (api, _: string, call) => {
      const { mayDecide, promotion } = await api.getPromotion({ path }, call);
      return mayDecide.reasonCode === 'already-decided' ? promotion : undefined;
    },
    send: async (api, comment: string, call) => {
      const current = await api.getPromotion({ path }, call);
      const found = bindingChanges(seen, current);
      setSeen(current);
      setChanges(found);
      if (found.length > 0 || !current.mayDecide.allowed) {
        return undefined;
      }
      return api.decidePromotion(
        {
          path,
          body: {
            decision,
            comment: comment.trim() || undefined,
            bindingDigest: current.promotion.bindingDigest,
          },
        },
        call,
      );
    },
    onDone: decided => decided && onDecided(decided),
  });

  return { seen, changes, command };
}
