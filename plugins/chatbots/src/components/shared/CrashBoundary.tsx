import { Alert, Button } from '@backstage/ui';
import { Component, type ReactNode } from 'react';
import { useTexts } from '../../hooks';
import styles from './shared.module.css';

interface CrashState {
  error?: Error;
}

/**
 * Keeps an error of rendering, or of a chunk that can't be loaded, inside: the
 * rest of the page stays. React has no hook for this, only classes.
 *
 * @internal
 */
export class CrashBoundary extends Component<
  { children: ReactNode },
  CrashState
> {
  static getDerivedStateFromError(error: Error): CrashState {
    return { error };
  }

  readonly state: CrashState = {};

  readonly #reset = () => this.setState({ error: undefined });

  render() {
    return this.state.error ? (
      <CrashNotice error={this.state.error} onRetry={this.#reset} />
    ) : (
      this.props.children
    );
  }
}

/** What stopped, without the words of the code: they help nobody who reads a page. */
function CrashNotice(props: { error: Error; onRetry: () => void }) {
  const t = useTexts();
  const isChunk = props.error.name === 'ChunkLoadError';
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={t(isChunk ? 'shared.error.chunk' : 'shared.error.crashed')}
      description={
        <span className={styles.stack}>
          <span>
            {t(isChunk ? 'shared.error.chunkText' : 'shared.error.crashedText')}
          </span>
          <span className={styles.inline}>
            {/* A chunk that failed once is not asked for again on the same page. */}
            {!isChunk && (
              <Button size="small" variant="secondary" onPress={props.onRetry}>
                {t('shared.query.retry')}
              </Button>
            )}
            <Button
              size="small"
              variant="secondary"
              onPress={() => window.location.reload()}
            >
              {t('shared.error.reload')}
            </Button>
          </span>
        </span>
      }
    />
  );
}
