import { Alert, Button } from '@backstage/ui';
import { useTexts } from '../../hooks';
import { ErrorWords } from './ErrorWords';
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
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={title ?? t('shared.error.title')}
      description={
        <span className={styles.stack}>
          <ErrorWords error={error} />
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
