import { useApiHolder } from '@backstage/frontend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import useAsync from 'react-use/esm/useAsync';

/** A select with more entries would need a search of its own. */
const MOST_OWNERS = 200;

/** Names of groups by their refs. @internal */
export type OwnerNames = ReadonlyMap<string, string>;

const NONE: OwnerNames = new Map();

/**
 * The groups that may own a chatbot, by what people call them. Without a catalog
 * there are none, and the filter offers only what the rows show.
 *
 * @internal
 */
export function useOwners(): OwnerNames {
  const catalogApi = useApiHolder().get(catalogApiRef);
  const { value } = useAsync(async () => {
    const response = await catalogApi?.queryEntities({
      filter: { kind: 'group' },
      fields: [
        'kind',
        'metadata.namespace',
        'metadata.name',
        'metadata.title',
        'spec.profile.displayName',
      ],
      limit: MOST_OWNERS,
      totalItems: 'exclude',
    });
    return new Map(
      response?.items.map(group => [stringifyEntityRef(group), nameOf(group)]),
    );
  }, [catalogApi]);
  return value ?? NONE;
}

/** What people call an owner; its name where the catalog does not say. @internal */
export function ownerName(owners: OwnerNames, entityRef: string): string {
  return owners.get(entityRef) ?? entityRef.replace(/^group:(default\/)?/, '');
}

function nameOf({ metadata, spec }: Entity): string {
  const profile = spec?.profile;
  const name =
    profile && typeof profile === 'object' && 'displayName' in profile
      ? profile.displayName
      : undefined;
  return typeof name === 'string' ? name : metadata.title ?? metadata.name;
}
