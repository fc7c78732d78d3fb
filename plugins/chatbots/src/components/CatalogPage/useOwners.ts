import { useApiHolder } from '@backstage/frontend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import useAsync from 'react-use/esm/useAsync';

/** A select with more entries would need a search of its own. */
const MOST_OWNERS = 200;

/**
 * The groups that may own a chatbot. Without a catalog there are none, and the
 * filter offers only what the rows show.
 *
 * @internal
 */
export function useOwners(): string[] {
  const catalogApi = useApiHolder().get(catalogApiRef);
  const { value } = useAsync(async () => {
    const response = await catalogApi?.queryEntities({
      filter: { kind: 'group' },
      fields: ['kind', 'metadata.namespace', 'metadata.name'],
      limit: MOST_OWNERS,
      totalItems: 'exclude',
    });
    return response?.items.map(group => stringifyEntityRef(group)) ?? [];
  }, [catalogApi]);
  return value ?? [];
}
