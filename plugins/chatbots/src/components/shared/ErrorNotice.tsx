import { Alert, Button, ButtonLink } from '@backstage/ui';
import { useOptionalRouteRef, useTexts } from '../../hooks';
import { rootRouteRef } from '../../routes';
import { isOutage, mayPass } from '../../view';
import { ErrorWords } from './ErrorWords';
import styles from './shared.module.css';

/** Props of {@link ErrorNotice}. @internal */
export interface ErrorNoticeProps {
  /** Why something could not be read. */
  error: Error;
  /** What happened, in place of "This could not be loaded". */
  title?: string;
  onRetry?: () => void;
}

/**
 * What could not be read, why, and what to do next: try again where that can help, and the way back where it can't.
 *
 * @internal
 */
export function ErrorNotice(props: ErrorNoticeProps) {
  const { error, title, onRetry } = props;
  const t = useTexts();
  const rootPath = useOptionalRouteRef(rootRouteRef);
  const canPass = mayPass(error);
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={title ?? t('shared.error.title')}
      description={
        <span className={styles.stack}>
          <ErrorWords error={error} kept={isOutage(error)} />
          {canPass && onRetry && (
            <span>
              <Button size="small" variant="secondary" onPress={onRetry}>
                {t('shared.query.retry')}
              </Button>
            </span>
          )}
          {!canPass && rootPath && (
            <span>
              <ButtonLink size="small" variant="secondary" href={rootPath()}>
                {t('shared.page.notFound.action')}
              </ButtonLink>
            </span>
          )}
        </span>
      }
    />
  );
}
