import styles from './shared.module.css';

/** Props of {@link StageBadge}. @internal */
export interface StageBadgeProps {
  stage: string;
}

/**
 * A stage by its own name. Stages are configured, so only the name can be
 * shown, never a colour with a meaning of ours.
 *
 * @internal
 */
export function StageBadge(props: StageBadgeProps) {
  return (
    <span className={styles.badge} data-stage={props.stage}>
      {props.stage}
    </span>
  );
}
