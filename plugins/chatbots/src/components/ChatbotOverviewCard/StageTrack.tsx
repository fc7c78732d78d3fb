import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { RiArrowRightLine } from '@remixicon/react';
import { Fragment } from 'react';
import { useTexts } from '../../hooks';
import { PersonList, RelativeTime, StageBadge, VersionLabel } from '../shared';
import styles from './ChatbotOverviewCard.module.css';

/** Props of {@link StageTrack}. @internal */
export interface StageTrackProps {
  chatbot: string;
  stages: readonly Api.StageStatus[];
}

/** The stages from left to right, with what is live in each. @internal */
export function StageTrack(props: StageTrackProps) {
  const { chatbot, stages } = props;
  return (
    <ol className={styles.track}>
      {stages.map((status, index) => (
        <Fragment key={status.stage}>
          {index > 0 && (
            <li aria-hidden className={styles.arrow}>
              <RiArrowRightLine size={20} />
            </li>
          )}
          <li className={styles.stage}>
            <StageNow chatbot={chatbot} status={status} />
          </li>
        </Fragment>
      ))}
    </ol>
  );
}

function StageNow(props: { chatbot: string; status: Api.StageStatus }) {
  const { chatbot, status } = props;
  const t = useTexts();
  const { version, incoming, since, approvedBy = [] } = status;
  return (
    <>
      <StageBadge stage={status.stage} />
      {version ? (
        <strong>
          <VersionLabel chatbot={chatbot} version={version} short />
        </strong>
      ) : (
        <span className={styles.muted}>{t('entity.overview.empty')}</span>
      )}
      {incoming && <Rollout chatbot={chatbot} incoming={incoming} />}
      {version && since && (
        <span className={styles.muted}>
          {t('entity.overview.since')} <RelativeTime instant={since} />
        </span>
      )}
      {approvedBy.length > 0 && (
        <span className={styles.people}>
          <span className={styles.muted}>
            {t('entity.overview.approvedBy')}
          </span>
          <PersonList entityRefs={approvedBy} />
        </span>
      )}
      {!version && !incoming && (
        <span className={styles.muted}>{t('entity.overview.emptyHint')}</span>
      )}
    </>
  );
}

function Rollout(props: {
  chatbot: string;
  incoming: NonNullable<Api.StageStatus['incoming']>;
}) {
  const { chatbot, incoming } = props;
  const t = useTexts();
  return (
    <div className={styles.rollout}>
      <span>
        <VersionLabel chatbot={chatbot} version={incoming.version} short />{' '}
        {t('entity.overview.incoming', { weight: String(incoming.weight) })}
      </span>
      <progress
        max={100}
        value={incoming.weight}
        aria-label={t('entity.overview.weight')}
      />
    </div>
  );
}
