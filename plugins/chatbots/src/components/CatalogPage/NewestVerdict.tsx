import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useTexts } from '../../hooks';
import { OutcomeIcon } from '../shared';
import styles from './CatalogPage.module.css';

/** What the gate says, and of which version: another may be live. @internal */
export function NewestVerdict(
  props: Pick<Api.ChatbotSummary, 'verdict' | 'latestVersion'>,
) {
  const { verdict, latestVersion } = props;
  const t = useTexts();
  return (
    <span className={styles.inline} title={latestVersion}>
      <OutcomeIcon outcome={verdict} />
      {latestVersion && (
        <span className={styles.muted}>{t('catalog.verdictOf')}</span>
      )}
    </span>
  );
}
