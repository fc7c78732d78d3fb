import { Link } from '@backstage/ui';
import type { PromotionState } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { useOptionalRouteRef, useTexts } from '../../hooks';
import { promotionRouteRef } from '../../routes';
import { PromotionNeeds, type WaitingPromotion } from './PromotionNeeds';
import styles from './shared.module.css';
import { StateChip } from './StateChip';

/** One line of {@link OpenPromotions}. @internal */
export interface OpenPromotion extends WaitingPromotion {
  id: string;
  version: string;
  stage: string;
  state: PromotionState;
}

/** Promotions and rollouts that are open, each with what it waits for and for how long; the stuck ones first. @internal */
export function OpenPromotions(props: {
  promotions: readonly OpenPromotion[];
}) {
  const t = useTexts();
  const promotionPath = useOptionalRouteRef(promotionRouteRef);
  if (props.promotions.length === 0) {
    return null;
  }
  const sorted = [...props.promotions].sort(
    (a, b) => Number(b.stuck) - Number(a.stuck),
  );
  return (
    <ul className={styles.open} aria-label={t('shared.open.label')}>
      {sorted.map(promotion => (
        <li key={promotion.id} data-stuck={promotion.stuck || undefined}>
          <span className={styles.inline}>
            <Link
              href={promotionPath?.({ promotionId: promotion.id })}
              className={styles.openLink}
            >
              {t('shared.open.title', {
                version: promotion.version,
                stage: promotion.stage,
              })}
            </Link>
            <StateChip state={promotion.state} />
          </span>
          <PromotionNeeds promotion={promotion} />
        </li>
      ))}
    </ul>
  );
}
