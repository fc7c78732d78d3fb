import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

/** Values to set in the query; undefined removes one. @internal */
export type QueryPatch = Record<string, string | undefined>;

/**
 * The one place that knows which router owns the URL's query: newer Backstage
 * hands the address to the app, and then only this file changes.
 *
 * @internal
 */
export function useUrlQuery(): {
  query: URLSearchParams;
  patch: (values: QueryPatch) => void;
} {
  const [query, setQuery] = useSearchParams();

  const patch = useCallback(
    (values: QueryPatch) =>
      setQuery(
        previous => {
          const next = new URLSearchParams(previous);
          for (const [name, value] of Object.entries(values)) {
            if (value === undefined) {
              next.delete(name);
            } else {
              next.set(name, value);
            }
          }
          return next;
        },
        { replace: true },
      ),
    [setQuery],
  );

  return useMemo(() => ({ query, patch }), [query, patch]);
}
