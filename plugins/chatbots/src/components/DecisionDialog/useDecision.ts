import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useState } from 'react';
import { chatbotsApiRef } from '../../api';
import { bindingChanges, type BindingChange } from './bindingChanges';

/** Where a decision stands between the click and the portal's answer. @internal */
export interface DecisionProgress {
  /** The facts that the dialog shows and the decision will name. */
  seen: Api.PromotionDetail;
  /** What changed at the last attempt; the reviewer has to decide again. */
  changes: BindingChange[];
  error?: Error;
  sending: boolean;
  send: (comment: string) => Promise<void>;
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
  const api = useApi(chatbotsApiRef);
  const [seen, setSeen] = useState(read);
  const [changes, setChanges] = useState<BindingChange[]>([]);
  const [error, setError] = useState<Error>();
  const [sending, setSending] = useState(false);

  const send = async (comment: string) => {
    const path = { promotionId: seen.promotion.id };
    setSending(true);
    setError(undefined);
    try {
      const current = await api.getPromotion({ path });
      const found = bindingChanges(seen, current);
      setSeen(current);
      setChanges(found);
      if (found.length > 0 || !current.mayDecide.allowed) {
        return;
      }
      onDecided(
        await api.decidePromotion({
          path,
          body: {
            decision,
            comment: comment.trim() || undefined,
            bindingDigest: current.promotion.bindingDigest,
          },
        }),
      );
    } catch (failure) {
      setError(toError(failure));
    } finally {
      setSending(false);
    }
  };

  return { seen, changes, error, sending, send };
}
