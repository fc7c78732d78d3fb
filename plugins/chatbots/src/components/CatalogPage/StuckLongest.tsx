import { Link } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { RiAlarmWarningLine } from '@remixicon/react';
import { useNames, useOptionalRouteRef, useTexts } from '../../hooks';
import { promotionRouteRef } from '../../routes';
import { Age, ChatbotLink, needText, StageBadge } from '../shared';
import styles from './CatalogPage.module.css';

/** Which rollout is stuck longest, for how long and at whom: read before any row. @internal */
export function StuckLongest(props: { stuck: Api.StuckRollout }) {
  const { chatbot, waiting } = props.stuck;
  const t = useTexts();
  const names = useNames();
  const promotionPath = useOptionalRouteRef(promotionRouteRef);
  const [need] = waiting.needs;
  return (
    <p className={styles.stuckLongest}>
      <RiAlarmWarningLine size={16} aria-hidden />
      <span>
        <strong>{t('catalog.stuckLongest')}</strong>{' '}
        <ChatbotLink
          chatbot={chatbot.name}
          entityRef={chatbot.entityRef}
          title={chatbot.title}
        />{' '}
        <StageBadge stage={waiting.stage} /> {t('shared.need.for')}{' '}
        <Age instant={waiting.waitingSince} />
        {need && (
          <>
            {': '}
            <Link href={promotionPath?.({ promotionId: waiting.promotionId })}>
              {needText(t, names, need)}
            </Link>
          </>
        )}
      </span>
    </p>
  );
}
