import { Text } from '@backstage/ui';
import { useChatbotsQuery, useTexts } from '../../hooks';
import { ChatbotLink, PromotionNeeds, StageBadge } from '../shared';
import styles from './CatalogPage.module.css';
import { USUAL_ORDER } from './catalogFilters';

/** Which chatbot waits longest, at whom and for how long: nobody has to sort or scroll to see it. @internal */
export function LongestWaiting() {
  const t = useTexts();
  const { value } = useChatbotsQuery({
    key: ['catalog', 'longest waiting'],
    load: (api, signal) =>
      api.listChatbots(
        { query: { sort: 'waiting', order: USUAL_ORDER.waiting, limit: 1 } },
        { signal },
      ),
  });
  const [longest] = value?.items ?? [];
  const [waiting] = [...(longest?.waiting ?? [])].sort((a, b) =>
    a.waitingSince.localeCompare(b.waitingSince),
  );
  // A rollout that is stuck stands above, in a line of its own.
  if (!longest || !waiting || waiting.stuck) {
    return null;
  }
  const { name, title, entityRef } = longest.chatbot;
  return (
    <section
      className={styles.inline}
      aria-label={t('catalog.waiting.longest')}
    >
      <Text color="secondary">{t('catalog.waiting.longest')}</Text>
      <ChatbotLink chatbot={name} title={title} entityRef={entityRef} />
      <StageBadge stage={waiting.stage} />
      <PromotionNeeds promotion={waiting} />
    </section>
  );
}
