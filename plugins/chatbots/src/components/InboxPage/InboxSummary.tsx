import { Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useTexts } from '../../hooks';
import { Age, ChatbotLink } from '../shared';
import styles from './inbox.module.css';

/** The one that has waited longest of some; undefined where fewer than two wait, or not all are known. */
function longestOf({
  items,
  nextCursor,
}: Api.PromotionList): Api.Promotion | undefined {
  return nextCursor || items.length < 2
    ? undefined
    : [...items].sort((a, b) =>
        (a.waitingSince ?? a.requestedAt).localeCompare(
          b.waitingSince ?? b.requestedAt,
        ),
      )[0];
}

/** How many promotions wait, and which has waited longest: on a phone their rows may be far down. @internal */
export function InboxSummary(props: { list: Api.PromotionList | undefined }) {
  const t = useTexts();
  const { list } = props;
  if (!list || list.items.length === 0) {
    return null;
  }
  const longest = longestOf(list);
  return (
    <Text as="p" className={styles.summaryLine}>
      <strong>
        {t('promotion.inbox.count', { count: list.total ?? list.items.length })}
      </strong>
      {longest && (
        <>
          {' '}
          {t('promotion.inbox.longest')}{' '}
          <ChatbotLink chatbot={longest.chatbot} /> {t('shared.need.for')}{' '}
          <Age instant={longest.waitingSince ?? longest.requestedAt} />
        </>
      )}
    </Text>
  );
}
