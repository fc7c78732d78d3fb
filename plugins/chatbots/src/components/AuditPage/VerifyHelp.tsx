import Typography from '@material-ui/core/Typography';
import { useTexts } from '../../hooks';
import styles from './audit.module.css';

/** How an auditor checks an export without trusting the portal. @internal */
export function VerifyHelp() {
  const t = useTexts();
  return (
    <>
      <Typography component="h3" variant="subtitle1">
        {t('audit.export.verifyTitle')}
      </Typography>
      <Typography>{t('audit.export.verifyText')}</Typography>
      <code
        className={styles.command}
        aria-label={t('audit.export.commandLabel')}
      >
        {t('audit.export.command')}
      </code>
      <Typography>{t('audit.export.verifyWarning')}</Typography>
    </>
  );
}
