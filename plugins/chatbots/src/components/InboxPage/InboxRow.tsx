import { Text } from '@backstage/ui';
import { Link as RouterLink } from 'react-router-dom';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { isBeforeDeployment } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { useNames, useNow, useOptionalRouteRef, useTexts } from '../../hooks';
import { exactTime } from '../../view';
import { promotionRouteRef } from '../../routes';
import { PersonList, PromotionNeeds, RelativeTime, StateChip } from '../shared';
import { Written } from '../text';
import { timeLeft } from './inboxView';
import styles from './inbox.module.css';

/** One open promotion: what, since when, what changes, what is missing, how long. @internal */
export function InboxRow(props: { promotion: Api.Promotion }) {
  const t = useTexts();
  const { promotion } = props;
  const path = useOptionalRouteRef(promotionRouteRef);
  const title = t('promotion.title', {
    chatbot: useNames().chatbot(promotion.chatbot),
    version: promotion.version,
    stage: promotion.stage,
  });
  const left = timeLeft(promotion.expiresAt, useNow().now);
  return (
    <li className={styles.row}>
      <div className={styles.main}>
        {path ? (
          <RouterLink
            to={path({ promotionId: promotion.id })}
            className={styles.link}
            data-inbox-row
          >
            {title}
          </RouterLink>
        ) : (
          <Text weight="bold">{title}</Text>
        )}
        <Text as="div" className={styles.summary}>
          <Written>
            {promotion.summary ?? t('promotion.inbox.noSummary')}
          </Written>
        </Text>
        <div className={styles.people}>
          <StateChip state={promotion.state} />
          <PersonList entityRefs={promotion.requestedBy} />
          <Text color="secondary">
            <RelativeTime instant={promotion.requestedAt} />
          </Text>
        </div>
      </div>
      <div className={styles.side}>
        {isBeforeDeployment(promotion.state) && (
          <Text
            color="secondary"
            className={left.soon ? styles.soon : undefined}
            title={exactTime(promotion.expiresAt)}
          >
            {left.text === undefined
              ? t('promotion.inbox.left.none')
              : t('promotion.inbox.left.some', { duration: left.text })}
          </Text>
        )}
        <div className={styles.missing}>
          <PromotionNeeds promotion={promotion} />
        </div>
      </div>
    </li>
  );
}
