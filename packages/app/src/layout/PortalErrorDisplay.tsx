import {
  ErrorDisplayProps,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Alert, Button, Container } from '@backstage/ui';
import { appTranslationRef } from '../translation';
import styles from './PortalPageLayout.module.css';

/**
 * What stands in place of a page or card that failed: what to do, and none of
 * the code's own words. A chunk that can't be loaded is asked for again only
 * when the whole page is.
 *
 * @internal
 */
export function PortalErrorDisplay(props: ErrorDisplayProps) {
  const { t } = useTranslationRef(appTranslationRef);
  const { error, resetError } = props;
  const isChunk = error.name === 'ChunkLoadError';
  return (
    <Container>
      <Alert
        role="alert"
        status="danger"
        icon
        title={t(isChunk ? 'failed.chunk' : 'failed.title')}
        description={t(isChunk ? 'failed.chunkText' : 'failed.text')}
        customActions={
          <span className={styles.actions}>
            {!isChunk && (
              <Button variant="secondary" onPress={resetError}>
                {t('failed.again')}
              </Button>
            )}
            <Button
              variant="secondary"
              onPress={() => window.location.reload()}
            >
              {t('failed.reload')}
            </Button>
          </span>
        }
      />
    </Container>
  );
}
