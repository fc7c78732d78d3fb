import { parseEntityRef } from '@backstage/catalog-model';
import {
  entityRouteRef,
  useEntityPresentation,
} from '@backstage/plugin-catalog-react';
import { Avatar, Link, Text } from '@backstage/ui';
import { useOptionalRouteRef } from '../../hooks';
import { Written } from '../text';
import styles from './shared.module.css';

/** Props of {@link EntityPersonLink}. @internal */
export interface EntityPersonLinkProps {
  /** A user or a group, as `kind:namespace/name`. Anything else is shown as it stands. */
  entityRef: string;
}

/**
 * A person or a group: an avatar with initials and a link to the entity.
 *
 * @internal
 */
export function EntityPersonLink(props: EntityPersonLinkProps) {
  const { entityRef } = props;
  return isEntityRef(entityRef) ? (
    <KnownPerson entityRef={entityRef} />
  ) : (
    // A commit's author who is no catalog user has an address only.
    <Text as="span">
      <Written>{entityRef}</Written>
    </Text>
  );
}

function KnownPerson(props: EntityPersonLinkProps) {
  const { entityRef } = props;
  const { primaryTitle } = useEntityPresentation(entityRef);
  const entityPath = useOptionalRouteRef(entityRouteRef);
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const href = entityPath?.({
    kind: kind.toLocaleLowerCase('en-US'),
    namespace,
    name,
  });

  return (
    <span className={styles.person} title={entityRef}>
      <Avatar src="" name={primaryTitle} size="x-small" purpose="decoration" />
      {href ? (
        <Link href={href}>
          <Written>{primaryTitle}</Written>
        </Link>
      ) : (
        <Text as="span">
          <Written>{primaryTitle}</Written>
        </Text>
      )}
    </span>
  );
}

function isEntityRef(text: string): boolean {
  return /^[a-z]+:[^/\s]+\/[^/\s]+$/i.test(text);
}
