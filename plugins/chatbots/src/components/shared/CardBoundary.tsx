import { Skeleton } from '@backstage/ui';
import type { ReactNode } from 'react';
import { useTexts, type ChatbotsQuery } from '../../hooks';
import { CrashBoundary } from './CrashBoundary';
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
