import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import {
  learnTitles,
  useChatbotsQuery,
  useEntityChatbot,
  useTexts,
} from '../../hooks';
import { CardBoundary, OpenPromotions } from '../shared';
import styles from './ChatbotOverviewCard.module.css';
import { NextPromotion } from './NextPromotion';
import { PipelineNow } from './PipelineNow';
import { StageTrack } from './StageTrack';

/**
 * What of a chatbot is open and what it waits for, what runs where, since when
 * and by whose approval, and what can be promoted next.
 *
 * @internal
 */
export function ChatbotOverviewCard() {
  const t = useTexts();
  const { chatbot } = useEntityChatbot();
  const query = useChatbotsQuery({
    key: ['overview', chatbot],
    load: async (api, signal) => {
      const overview = await api.getChatbot({ path: { chatbot } }, { signal });
      learnTitles(api, [overview.chatbot]);
      return overview;
    },
    isPending: ({ next, alsoPossible }) =>
      [next, ...alsoPossible].some(one => one?.gate.verdict === 'pending'),
  });
  return (
    <EntityInfoCard title={t('entity.overview.title')}>
      <CardBoundary query={query} label={t('entity.overview.label')} lines={6}>
        {overview => (
          <div className={styles.card}>
            <OpenPromotions
              promotions={overview.waiting.map(item => ({
                ...item,
                id: item.promotionId,
              }))}
            />
            <PipelineNow
              chatbot={chatbot}
              latestVersion={overview.latestVersion}
            />
            <StageTrack chatbot={chatbot} overview={overview} />
            <NextPromotion overview={overview} />
          </div>
        )}
      </CardBoundary>
    </EntityInfoCard>
  );
}
