import { Text } from '@backstage/ui';
import { useTexts } from '../../hooks';
import layout from '../shared/layout.module.css';
import styles from './audit.module.css';

/** How an auditor checks an export without trusting the portal. @internal */
export function VerifyHelp() {
  const t = useTexts();
  return (
    <section className={layout.stack}>
      <Text as="h3" variant="body-medium" weight="bold">
        {t('audit.export.verifyTitle')}
      </Text>
      <Text as="p">{t('audit.export.verifyText')}</Text>
      <code
        className={styles.command}
        aria-label={t('audit.export.commandLabel')}
      >
        {t('audit.export.command')}
      </code>
      <Text as="p">{t('audit.export.verifyWarning')}</Text>
    </section>
  );
}
