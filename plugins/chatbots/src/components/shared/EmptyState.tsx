import { ButtonLink, Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './shared.module.css';

/** Props of {@link EmptyState}. @internal */
export interface EmptyStateProps {
  /** What is not here yet. */
  title: string;
  /** What will appear here, and what makes it appear. */
  description: ReactNode;
  action?: { label: string; href: string | undefined };
  /** An action that is no link. */
  children?: ReactNode;
}

/**
 * Nothing to show yet: says what will be here and the one action that makes it
 * appear.
 *
 * @internal
 */
export function EmptyState(props: EmptyStateProps) {
  const { title, description, action, children } = props;
  return (
    <div className={styles.empty}>
      <Text as="h3" variant="title-x-small" weight="bold">
        {title}
      </Text>
      <Text as="p" color="secondary">
        {description}
      </Text>
      {action?.href && (
        <ButtonLink href={action.href} variant="secondary">
          {action.label}
        </ButtonLink>
      )}
      {children}
    </div>
  );
}
