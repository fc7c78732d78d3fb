import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useTexts } from '../../hooks';
import { StageBadge } from './StageBadge';
import styles from './shared.module.css';

/**
 * Where a version runs: the stages that it was deployed to, and the first one while it is the newest, since the pipeline
 * alone leads there. The catalog and the overview say the same.
 *
 * @internal
 */
export function VersionStages(props: {
  version: Pick<Api.ModelVersion, 'stages' | 'newestIn'>;
}) {
  const t = useTexts();
  const { stages, newestIn } = props.version;
  return (
    <span className={styles.inline}>
      {newestIn && (
        <>
          <StageBadge stage={newestIn} />
          <span className={styles.secondary}>{t('shared.version.newest')}</span>
        </>
      )}
      {stages.map(stage => (
        <StageBadge key={stage} stage={stage} />
      ))}
      {!newestIn && stages.length === 0 && (
        <span className={styles.secondary}>{t('shared.version.noStage')}</span>
      )}
    </span>
  );
}
