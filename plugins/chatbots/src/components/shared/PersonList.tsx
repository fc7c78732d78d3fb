import { EntityPersonLink } from './EntityPersonLink';
import styles from './shared.module.css';

/** Several people in one line that wraps. @internal */
export function PersonList(props: { entityRefs: readonly string[] }) {
  return (
    <span className={styles.inline}>
      {props.entityRefs.map(entityRef => (
        <EntityPersonLink key={entityRef} entityRef={entityRef} />
      ))}
    </span>
  );
}
