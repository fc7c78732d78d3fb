import {
  EntityOrphanWarning,
  EntityProcessingErrorsPanel,
  EntityRelationWarning,
  EntitySwitch,
  hasCatalogProcessingErrors,
  hasRelationWarnings,
  isOrphan,
} from '@backstage/plugin-catalog';
import { EntityContentLayoutProps } from '@backstage/plugin-catalog-react/alpha';
import { Fragment } from 'react';
import styles from './ContentFirstLayout.module.css';

/**
 * The overview of an entity with what it is about first, also where there is
 * room for one column only: the catalog's own layout begins with the facts that
 * change least.
 *
 * @internal
 */
export function ContentFirstLayout(props: EntityContentLayoutProps) {
  const { cards } = props;
  const column = (wanted: 'content' | 'info') =>
    cards
      .filter(({ type }) => (type === 'info') === (wanted === 'info'))
      .map(({ element }, index) => (
        <Fragment key={element.key ?? index}>{element}</Fragment>
      ));
  return (
    <>
      <EntitySwitch>
        <EntitySwitch.Case if={isOrphan}>
          <EntityOrphanWarning />
        </EntitySwitch.Case>
      </EntitySwitch>
      <EntitySwitch>
        <EntitySwitch.Case if={hasRelationWarnings}>
          <EntityRelationWarning />
        </EntitySwitch.Case>
      </EntitySwitch>
      <EntitySwitch>
        <EntitySwitch.Case if={hasCatalogProcessingErrors}>
          <EntityProcessingErrorsPanel />
        </EntitySwitch.Case>
      </EntitySwitch>
      <div className={styles.columns}>
        <div className={styles.column}>{column('content')}</div>
        <div className={styles.column}>{column('info')}</div>
      </div>
    </>
  );
}
