import { Alert, Button } from '@backstage/ui';
import { useTexts } from '../../hooks';
import { describeError } from '../../view';
import styles from './shared.module.css';

/** Props of {@link ErrorNotice}. @internal */
export interface ErrorNoticeProps {
  error: Error;
  /** What happened, in place of "This could not be loaded". */
  title?: string;
  onRetry?: () => void;
}

/**
 * What went wrong, why, and what to do next.
 *
 * @internal
 */
export function ErrorNotice(props: ErrorNoticeProps) {
  const { error, title, onRetry } = props;
  const t = useTexts();
  const { message, reason, hint, fallback } = describeError(error);
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={title ?? t('shared.error.title')}
      description={
        <span className={styles.stack}>
          <span>{message}</span>
          <span>
            <strong>{t('shared.error.next')}:</strong>{' '}
            {hint ?? t(`shared.error.hint.${fallback}`)}
          </span>
          {reason && <span>{t('shared.error.reason', { reason })}</span>}
          {onRetry && (
            <span>
              <Button size="small" variant="secondary" onPress={onRetry}>
                {t('shared.query.retry')}
              </Button>
            </span>
          )}
        </span>
      }
    />
  );
}
