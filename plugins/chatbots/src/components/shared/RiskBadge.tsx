import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useTexts } from '../../hooks';
import styles from './shared.module.css';

/** A risk class as a word, with what it decides on hover. @internal */
export function RiskBadge(props: { riskClass: Api.RiskClass }) {
  const t = useTexts();
  return (
    <span
      className={styles.badge}
      data-risk={props.riskClass}
      title={t('shared.risk.help')}
    >
      {t(`shared.risk.${props.riskClass}`)}
    </span>
  );
}
