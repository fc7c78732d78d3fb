import { Link } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { RiAlarmWarningLine, RiHourglassLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import { useNames, useOptionalRouteRef, useTexts } from '../../hooks';
import { promotionRouteRef } from '../../routes';
import { Age, ChatbotLink, needText, StageBadge } from '../shared';
import styles from './CatalogPage.module.css';

/** Which rollout is stuck longest, and which promotion waits longest: read before any row. @internal */
export function LongestWaits(props: {
  list: Pick<Api.ChatbotList, 'stuckLongest' | 'waitingLongest'>;
}) {
  const t = useTexts();
  const { stuckLongest, waitingLongest } = props.list;
  return (
    <>
      {stuckLongest && (
        <Line
          icon={<RiAlarmWarningLine size={16} aria-hidden />}
          name={t('catalog.longest.stuck')}
          wait={stuckLongest}
        />
      )}
      {waitingLongest && (
        <Line
          icon={<RiHourglassLine size={16} aria-hidden />}
          name={t('catalog.longest.waiting')}
          wait={waitingLongest}
        />
      )}
    </>
  );
}

/** A chatbot, its stage, for how long it waits, and for what. */
function Line(props: { icon: ReactNode; name: string; wait: Api.LongestWait }) {
  const { icon, name } = props;
  const { chatbot, waiting } = props.wait;
  const t = useTexts();
  const names = useNames();
  const promotionPath = useOptionalRouteRef(promotionRouteRef);
  const [need] = waiting.needs;
  return (
    <p className={styles.longest} data-stuck={waiting.stuck || undefined}>
      {icon}
      <span>
        <strong>{name}</strong>{' '}
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
