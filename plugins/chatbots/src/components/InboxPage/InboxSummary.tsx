import { Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useTexts } from '../../hooks';
import { Age, ChatbotLink } from '../shared';
import styles from './inbox.module.css';

/** How many promotions wait, and which has waited longest: on a phone their rows may be far down. @internal */
export function InboxSummary(props: { list: Api.PromotionList | undefined }) {
  const t = useTexts();
  const { total = 0, waitingLongest } = props.list ?? {};
  if (total === 0) {
    return null;
  }
  return (
    <Text as="p" className={styles.summaryLine}>
      <strong>{t('promotion.inbox.count', { count: total })}</strong>
      {waitingLongest && total > 1 && (
        <>
          {' '}
          {t('promotion.inbox.longest')}{' '}
          <ChatbotLink
            chatbot={waitingLongest.chatbot.name}
            entityRef={waitingLongest.chatbot.entityRef}
            title={waitingLongest.chatbot.title}
          />{' '}
          {t('shared.need.for')}{' '}
          <Age instant={waitingLongest.waiting.waitingSince} />
        </>
      )}
    </Text>
  );
}
