import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useTexts } from '../../hooks';
import { VersionLabel } from '../shared';
import styles from './CatalogPage.module.css';

/** Props of {@link StageCell}. @internal */
export interface StageCellProps {
  chatbot: string;
  status: Api.StageStatus | undefined;
  /** The newest version, in the stage that no promotion leads to. */
  newest?: string;
}

/** Which version is live in a stage, and which one takes over. @internal */
export function StageCell(props: StageCellProps) {
  const { chatbot, status, newest } = props;
  const t = useTexts();
  if (!status?.version && !status?.incoming) {
    if (newest) {
      return (
        <span className={styles.version}>
          <VersionLabel chatbot={chatbot} version={newest} short />
        </span>
      );
    }
    return <span className={styles.muted}>{t('catalog.stage.empty')}</span>;
  }
  const { version, incoming } = status;
  return (
    <span className={styles.stack}>
      {version && (
        <span className={styles.version}>
          <VersionLabel chatbot={chatbot} version={version} short />
        </span>
      )}
      {incoming && (
        <span
          className={styles.incoming}
          title={t('catalog.stage.rolling', {
            version: incoming.version,
            weight: String(incoming.weight),
          })}
        >
          {'→ '}
          <VersionLabel
            chatbot={chatbot}
            version={incoming.version}
            short
          />{' '}
          {t('catalog.stage.canary', { weight: String(incoming.weight) })}
        </span>
      )}
    </span>
  );
}
