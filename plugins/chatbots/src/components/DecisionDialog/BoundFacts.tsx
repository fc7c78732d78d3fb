import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import Typography from '@material-ui/core/Typography';
import { useTexts } from '../../hooks';
import styles from './DecisionDialog.module.css';

/** What a decision names: the version by its whole digest, the stage, and what it replaces. @internal */
export function BoundFacts(props: { promotion: Api.Promotion }) {
  const t = useTexts();
  const { promotion } = props;
  const facts = [
    [
      t('promotion.dialog.version'),
      `${promotion.chatbot} · ${promotion.version}`,
    ],
    [t('promotion.dialog.digest'), promotion.digest],
    [t('promotion.dialog.stage'), promotion.stage],
    [
      t('promotion.dialog.replaces'),
      promotion.replaces ?? t('promotion.dialog.replacesNothing'),
    ],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <Typography component="dt" variant="body2" color="textSecondary">
            {name}
          </Typography>
          <Typography component="dd" className={styles.value}>
            {value}
          </Typography>
        </div>
      ))}
    </dl>
  );
}
