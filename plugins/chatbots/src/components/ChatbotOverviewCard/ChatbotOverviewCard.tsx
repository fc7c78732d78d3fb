import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { useChatbotsQuery, useEntityChatbot, useTexts } from '../../hooks';
import { CardBoundary } from '../shared';
import styles from './ChatbotOverviewCard.module.css';
import { NextPromotion } from './NextPromotion';
import { StageTrack } from './StageTrack';

/**
 * What of a chatbot runs where, since when and by whose approval, and what can
 * be promoted next.
 *
 * @internal
 */
export function ChatbotOverviewCard() {
  const t = useTexts();
  const { chatbot } = useEntityChatbot();
  const query = useChatbotsQuery({
    key: ['overview', chatbot],
    load: (api, signal) => api.getChatbot({ path: { chatbot } }, { signal }),
    isPending: ({ next }) => next?.gate.verdict === 'pending',
  });
  return (
    <EntityInfoCard title={t('entity.overview.title')}>
      <CardBoundary query={query} label={t('entity.overview.label')} lines={6}>
        {overview => (
          <div className={styles.card}>
            <StageTrack chatbot={chatbot} overview={overview} />
            <NextPromotion overview={overview} />
          </div>
        )}
      </CardBoundary>
    </EntityInfoCard>
  );
}
