import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { RiArrowRightLine } from '@remixicon/react';
import { Fragment } from 'react';
import { useTexts } from '../../hooks';
import { newestIn } from '../../view';
import { Age, PersonList, StageBadge, VersionLabel } from '../shared';
import styles from './ChatbotOverviewCard.module.css';

/** Props of {@link StageTrack}. @internal */
export interface StageTrackProps {
  chatbot: string;
  overview: Pick<Api.ChatbotOverview, 'stages' | 'latestVersion'>;
  /** Shows this stage alone. */
  only?: string;
  /** How a stage was then: what would fill it is of no help. */
  isPast?: boolean;
}

/** The stages from left to right, with what is live in each. @internal */
export function StageTrack(props: StageTrackProps) {
  const { chatbot, overview, only, isPast = false } = props;
  const t = useTexts();
  const [first] = overview.stages;
  const shown = overview.stages.filter(
    ({ stage }) => only === undefined || stage === only,
  );
  return (
    <ol className={styles.track} aria-label={t('entity.overview.title')}>
      {shown.map((status, index) => (
        <Fragment key={status.stage}>
          {index > 0 && (
            <li aria-hidden className={styles.arrow}>
              <RiArrowRightLine size={20} />
            </li>
          )}
          <li className={styles.stage}>
            <StageNow
              chatbot={chatbot}
              status={status}
              newest={newestIn(status.stage, overview)}
              isFirst={status.stage === first.stage}
              isPast={isPast}
            />
          </li>
        </Fragment>
      ))}
    </ol>
  );
}

function StageNow(props: {
  chatbot: string;
  status: Api.StageStatus;
  newest: string | undefined;
  isFirst: boolean;
  isPast: boolean;
}) {
  const { chatbot, status, newest, isFirst, isPast } = props;
  const t = useTexts();
  const { incoming, since, approvedBy = [] } = status;
  const version = status.version ?? newest;
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
      {!status.version && newest && (
        <span className={styles.muted}>{t('shared.version.newest')}</span>
      )}
      {version && <Provenance since={since} approvedBy={approvedBy} />}
      {incoming && <Rollout chatbot={chatbot} incoming={incoming} />}
      {!version && isPast && isFirst && (
        <span className={styles.muted}>{t('entity.overview.emptyThen')}</span>
      )}
      {!version && !incoming && !isPast && (
        <span className={styles.muted}>
          {isFirst
            ? t('entity.overview.emptyFirst')
            : t('entity.overview.emptyHint')}
        </span>
      )}
    </>
  );
}

/** For how long and by whose word a version is where it is. */
function Provenance(props: {
  since: string | undefined;
  approvedBy: readonly string[];
}) {
  const { since, approvedBy } = props;
  const t = useTexts();
  return (
    <>
      {since && (
        <span className={styles.muted}>
          {t('shared.need.for')} <Age instant={since} />
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
      <Provenance
        since={incoming.since}
        approvedBy={incoming.approvedBy ?? []}
      />
    </div>
  );
}
