import { Skeleton } from '@backstage/ui';
import { Component, type ReactNode } from 'react';
import { useTexts, type ChatbotsQuery } from '../../hooks';
import { ErrorNotice } from './ErrorNotice';
import styles from './shared.module.css';

/** Props of {@link CardBoundary}. @internal */
export interface CardBoundaryProps<T> {
  query: ChatbotsQuery<T>;
  /** What is loading, for assistive technology. */
  label: string;
  /** Lines of the skeleton, so the layout keeps its height. */
  lines?: number;
  isEmpty?: (value: T) => boolean;
  empty?: ReactNode;
  children: (value: T) => ReactNode;
}

interface CrashState {
  error?: Error;
}

/** React has no hook for this; a class is the only way to catch an error of rendering. */
class CrashBoundary extends Component<{ children: ReactNode }, CrashState> {
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

function CrashNotice(props: { error: Error; onRetry: () => void }) {
  const t = useTexts();
  return <ErrorNotice {...props} title={t('shared.error.crashed')} />;
}

/**
 * The four states of everything that is loaded: loading, error, empty and
 * there. An error of rendering stays inside as well, so one broken card never
 * blanks a page.
 *
 * @internal
 */
export function CardBoundary<T>(props: CardBoundaryProps<T>) {
  return (
    <CrashBoundary>
      <QueryStates {...props} />
    </CrashBoundary>
  );
}

function QueryStates<T>(props: CardBoundaryProps<T>) {
  const { query, label, lines = 4, isEmpty, empty, children } = props;
  const t = useTexts();

  if (query.value === undefined) {
    if (query.error) {
      return <ErrorNotice error={query.error} onRetry={query.retry} />;
    }
    return query.loading ? (
      <div
        role="status"
        aria-label={t('shared.query.loading', { what: label })}
        className={styles.stack}
      >
        {Array.from({ length: lines }, (_, line) => (
          <Skeleton
            key={line}
            height={20}
            width={line % 3 === 2 ? '60%' : '100%'}
          />
        ))}
      </div>
    ) : undefined;
  }
  return (
    <div aria-busy={query.refreshing} className={styles.stack}>
      {query.error && (
        <ErrorNotice
          error={query.error}
          title={t('shared.query.stale')}
          onRetry={query.retry}
        />
      )}
      {isEmpty?.(query.value) ? empty : children(query.value)}
    </div>
  );
}
